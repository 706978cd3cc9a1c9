package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.matrix.Matrix;

class MiniBatchTest {

  @Test
  void denseRowsTargetsAndWeightsFollowTheOrder() {
    Matrix rows = new Matrix(new float[] {1, 2, 3, 4, 5, 6}, 0, 3, 2);
    Shard shard = new Shard(rows, new float[] {1, -1, 2, -2, 3, -3}, 2, new float[] {7, 8, 9});
    MiniBatch batch = new MiniBatch(shard, 2);
    batch.select(new int[] {1, 2, 0}, 1, 3);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.dense().data()).containsExactly(5, 6, 1, 2);
    assertThat(batch.targets()).containsExactly(3, -3, 1, -1);
    assertThat(batch.weights()).containsExactly(9, 7);

    batch.select(new int[] {1, 2, 0}, 0, 1);
    assertThat(batch.dense().rows()).isEqualTo(1);
    assertThat(Arrays.copyOf(batch.dense().data(), 2)).containsExactly(3, 4);
    assertThat(rows.data()).containsExactly(1, 2, 3, 4, 5, 6);
  }
}
