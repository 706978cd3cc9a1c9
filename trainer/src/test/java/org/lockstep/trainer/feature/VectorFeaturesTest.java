package org.lockstep.trainer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.matrix.SparseRows;

class VectorFeaturesTest {

  @Test
  void aVectorPassesAsItIs() {
    VectorFeatures features = new VectorFeatures(3);
    assertThat(features.transform(new double[] {1, -0.1, 3}).data()).containsExactly(1, -0.1f, 3);
    assertThat(features.featureName(0)).isEqualTo("x1");
  }

  @Test
  void anotherWidthAndNumbersThatAreNoFloatsAreRefused() {
    VectorFeatures features = new VectorFeatures(2);
    assertThatThrownBy(() -> features.transform(new double[3])).hasMessageContaining("2 numbers");
    assertThatThrownBy(() -> features.transform(new double[] {0, Double.NaN}))
        .hasMessageContaining("x2");
    assertThatThrownBy(() -> features.transform(new double[] {1e300, 0}))
        .hasMessageContaining("x1");
  }

  @Test
  void stackedRowsKeepTheirOrderAndEmptyOnes() {
    SparseRow empty = new SparseRow(4, new int[0], new float[0]);
    SparseRow row = new SparseRow(4, new int[] {1, 3}, new float[] {0.5f, 2});
    SparseRows rows = SparseRow.stack(4, List.of(empty, row, empty, row));
    assertThat(rows.starts()).containsExactly(0, 0, 2, 2, 4);
    assertThat(rows.indices()).containsExactly(1, 3, 1, 3);
    assertThat(rows.values()).containsExactly(0.5f, 2, 0.5f, 2);
  }
}
