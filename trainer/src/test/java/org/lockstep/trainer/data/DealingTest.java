package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

class DealingTest {

  @Test
  void denseRowsAreDealtInTurn() {
    Matrix rows = new Matrix(new float[] {9, 1, 2, 3, 4, 5, 6}, 1, 3, 2);
    List<Shard> shards =
        Dealing.deal(new Shard(rows, new float[] {10, 20, 30}, 1, new float[] {1, 2, 3}), 2);
    assertThat(((Matrix) shards.get(0).features()).data()).containsExactly(1, 2, 5, 6);
    assertThat(shards.get(0).targets()).containsExactly(10, 30);
    assertThat(shards.get(0).weights()).containsExactly(1, 3);
    assertThat(((Matrix) shards.get(1).features()).data()).containsExactly(3, 4);
  }

  @Test
  void sparseRowsAreDealtInTurnAndSomeWorkersMayGetNone() {
    SparseRows rows =
        new SparseRows(5, new int[] {0, 2, 2, 3}, new int[] {1, 4, 0}, new float[] {7, 8, 9});
    List<Shard> shards = Dealing.deal(new Shard(rows, new float[6], 2, new float[] {1, 2, 3}), 4);
    SparseRows first = (SparseRows) shards.get(0).features();
    assertThat(first.indices()).containsExactly(1, 4);
    assertThat(((SparseRows) shards.get(1).features()).nonZeros()).isZero();
    assertThat(((SparseRows) shards.get(2).features()).values()).containsExactly(9);
    assertThat(shards.get(3).rows()).isZero();
    assertThat(shards.get(0).targets()).hasSize(2);
  }

  @Test
  void noWorkersAreRefused() {
    Shard shard = new Shard(Matrix.zeros(1, 1), new float[1], 1, new float[1]);
    assertThatThrownBy(() -> Dealing.deal(shard, 0))
        .hasMessage("workers must be >= 1. Received: 0");
  }
}
