package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.matrix.SparseRows;

class TouchedFeaturesTest {

  /** Rows {0, 1}, {0}, {2}: two of three rows miss feature 0 never, features 1 and 2 in 1 of 3. */
  @Test
  void smallBatchesAreCountedByHand() {
    TouchedFeatures touched =
        TouchedFeatures.of(
            new SparseRows(9, new int[] {0, 2, 3, 4}, new int[] {0, 1, 0, 2}, new float[4]));
    assertThat(touched.expected(1)).isCloseTo(4.0 / 3, offset(1e-9));
    assertThat(touched.expected(2)).isCloseTo(1 + 2.0 / 3 + 2.0 / 3, offset(1e-9));
    assertThat(touched.expected(3)).isCloseTo(3, offset(1e-9));
    assertThat(touched.expected(50)).isCloseTo(3, offset(1e-9));
    assertThat(touched.expected(0)).isZero();
  }

  @Test
  void theExpectationIsTheMeanOfDrawnBatches() {
    long seed = 3;
    Random random = new Random(seed);
    int rows = 400;
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * 5];
    for (int row = 0; row < rows; row++) {
      int[] features =
          random.ints(0, 1000).map(i -> i * i / 1000).distinct().limit(5).sorted().toArray();
      System.arraycopy(features, 0, indices, 5 * row, 5);
      starts[row + 1] = 5 * row + 5;
    }
    TouchedFeatures touched =
        TouchedFeatures.of(new SparseRows(1000, starts, indices, new float[indices.length]));
    double sum = 0;
    for (int draw = 0; draw < 500; draw++) {
      BitSet seen = new BitSet();
      int[] batch = random.ints(0, rows).distinct().limit(40).toArray();
      for (int row : batch) {
        for (int k = 5 * row; k < 5 * row + 5; k++) {
          seen.set(indices[k]);
        }
      }
      sum += seen.cardinality();
    }
    assertThat(touched.expected(40)).isCloseTo(sum / 500, withPercentage(1));
  }
}
