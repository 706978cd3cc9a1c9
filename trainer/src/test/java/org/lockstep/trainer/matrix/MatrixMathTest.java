package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixMathTest {
  private final MatrixMath math = new MatrixMath(new ScalarKernel());

  @Test
  void aLayerIsTheBiasRepeatedPlusTheProduct() {
    Matrix x = new Matrix(new float[] {1, 2, 3, 4}, 0, 2, 2);
    Matrix w = new Matrix(new float[] {5, 6, 7, 8}, 0, 2, 2);
    Matrix y = Matrix.zeros(2, 2);
    math.repeatRow(new Matrix(new float[] {100, 200}, 0, 1, 2), y);
    math.addProduct(x, w, y);
    assertThat(y.data()).containsExactly(119, 222, 143, 250);
  }

  @Test
  void clearingTouchesTheViewOnly() {
    float[] data = {1, 2, 3, 4, 5, 6};
    math.clear(new Matrix(data, 1, 2, 2));
    assertThat(data).containsExactly(1, 0, 0, 0, 0, 6);
  }

  @Test
  void aShapeErrorNamesBothShapes() {
    assertThatThrownBy(
            () -> math.addProduct(Matrix.zeros(64, 700), Matrix.zeros(701, 2), Matrix.zeros(64, 2)))
        .hasMessage("product: A is 64×700, B is 701×2; A.columns must equal B.rows");
    assertThatThrownBy(
            () -> math.addProduct(Matrix.zeros(4, 3), Matrix.zeros(3, 2), Matrix.zeros(4, 1)))
        .hasMessage("product: C is 4×1, B is 3×2; C must be A.rows × B.columns");
    assertThatThrownBy(
            () ->
                math.addTransposedProduct(
                    Matrix.zeros(4, 3), Matrix.zeros(5, 2), Matrix.zeros(3, 2)))
        .hasMessageContaining("A.rows must equal B.rows");
    assertThatThrownBy(
            () ->
                math.addProductTransposed(
                    Matrix.zeros(4, 3), Matrix.zeros(2, 3), Matrix.zeros(4, 3)))
        .hasMessageContaining("C must be A.rows × B.rows");
    assertThatThrownBy(() -> math.addColumnSums(Matrix.zeros(4, 3), Matrix.zeros(1, 2)))
        .hasMessageContaining("sums must be one row of A.columns");
    assertThatThrownBy(() -> math.repeatRow(Matrix.zeros(2, 2), Matrix.zeros(4, 2)))
        .hasMessageContaining("bias must be one row");
  }

  @Test
  void sparseShapesAreChecked() {
    SparseRows x = new SparseRows(3, new int[] {0, 1}, new int[] {2}, new float[] {1});
    int[] order = {0};
    assertThatThrownBy(
            () ->
                math.addSparseProduct(
                    x, x.values(), order, 0, Matrix.zeros(4, 2), Matrix.zeros(1, 2)))
        .hasMessageContaining("X.columns must equal W.rows");
    assertThatThrownBy(
            () ->
                math.addTransposedSparseProduct(
                    x, x.values(), order, 1, Matrix.zeros(1, 2), Matrix.zeros(3, 2)))
        .hasMessageContaining("the order must reach so far");
    assertThatThrownBy(
            () ->
                math.addSparseProduct(
                    x, new float[2], order, 0, Matrix.zeros(3, 2), Matrix.zeros(1, 2)))
        .hasMessageContaining("values must hold one number each, they hold 2");
  }
}
