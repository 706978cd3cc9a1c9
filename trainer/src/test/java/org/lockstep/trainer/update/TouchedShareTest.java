package org.lockstep.trainer.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

class TouchedShareTest {
  /** Of four features one stands in every row, one in half of them, two in a quarter. */
  private static Shard rows(int... features) {
    int[] starts = new int[features.length / 2 + 1];
    for (int row = 0; row < starts.length; row++) {
      starts[row] = 2 * row;
    }
    int rows = starts.length - 1;
    SparseRows sparse = new SparseRows(4, starts, features, new float[features.length]);
    return new Shard(sparse, new float[rows], 1, ones(rows));
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void isTheMeanChanceOfAFeatureInAStep() {
    List<Shard> workers = List.of(rows(0, 1, 0, 1), rows(0, 2, 0, 3));
    assertThat(TouchedShare.of(workers, 1)).isCloseTo(2 / 4.0, within(1e-12));
    double expected = (1 + (1 - 0.25) + 2 * (1 - 0.75 * 0.75)) / 4;
    assertThat(TouchedShare.of(workers, 2)).isCloseTo(expected, within(1e-12));
    assertThat(TouchedShare.isMost(workers, 2)).isFalse();
    assertThat(TouchedShare.isMost(workers, 3)).isTrue();
    assertThat(TouchedShare.isMany(workers, 1)).isTrue();
    assertThat(TouchedShare.isMany(workers, 0)).isFalse();
  }

  @Test
  void nothingIsSaidOfDenseRows() {
    Shard dense = new Shard(new Matrix(new float[6], 0, 3, 2), new float[3], 1, ones(3));
    assertThat(TouchedShare.of(List.of(dense), 100)).isZero();
  }
}
