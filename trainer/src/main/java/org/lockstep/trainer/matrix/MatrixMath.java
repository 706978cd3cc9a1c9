package org.lockstep.trainer.matrix;

import java.util.Arrays;

/**
 * The façade of the arithmetic: checks every shape once, then delegates to a {@link Kernel}. All
 * products accumulate into their output, which must not overlap the inputs.
 */
public final class MatrixMath {
  private final Kernel kernel;

  public MatrixMath(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The element-wise functions of the kernel. */
  public Elements elements() {
    return kernel.elements();
  }

  /** The kernel's sums and maps of columns. */
  public Columns columns() {
    return kernel.columns();
  }

  /** Every row of C (m, n) becomes the one row of {@code bias} (1, n). */
  public void repeatRow(Matrix bias, Matrix c) {
    require(
        bias.rows() == 1 && bias.columns() == c.columns(),
        "repeatRow: C is %s, bias is %s; bias must be one row of C.columns",
        c,
        bias);
    for (int i = 0; i < c.rows(); i++) {
      System.arraycopy(
          bias.data(), bias.offset(), c.data(), c.offset() + i * c.columns(), c.columns());
    }
  }

  /** C = 0. */
  public void clear(Matrix c) {
    Arrays.fill(c.data(), c.offset(), c.offset() + c.rows() * c.columns(), 0f);
  }

  /** C += A·B; A (m, k), B (k, n), C (m, n). */
  public void addProduct(Matrix a, Matrix b, Matrix c) {
    require(
        a.columns() == b.rows(), "product: A is %s, B is %s; A.columns must equal B.rows", a, b);
    require(
        c.rows() == a.rows() && c.columns() == b.columns(),
        "product: C is %s, B is %s; C must be A.rows × B.columns",
        c,
        b);
    kernel.addProduct(a, b, c);
  }

  /** C += Aᵀ·B; A (m, k), B (m, n), C (k, n). */
  public void addTransposedProduct(Matrix a, Matrix b, Matrix c) {
    require(
        a.rows() == b.rows(),
        "transposed product: A is %s, B is %s; A.rows must equal B.rows",
        a,
        b);
    require(
        c.rows() == a.columns() && c.columns() == b.columns(),
        "transposed product: C is %s, A is %s; C must be A.columns × B.columns",
        c,
        a);
    kernel.addTransposedProduct(a, b, c);
  }

  /** C += A·Bᵀ; A (m, k), B (n, k), C (m, n). */
  public void addProductTransposed(Matrix a, Matrix b, Matrix c) {
    require(
        a.columns() == b.columns(),
        "product with transpose: A is %s, B is %s; A.columns must equal B.columns",
        a,
        b);
    require(
        c.rows() == a.rows() && c.columns() == b.rows(),
        "product with transpose: C is %s, A is %s; C must be A.rows × B.rows",
        c,
        a);
    kernel.addProductTransposed(a, b, c);
  }

  /** C += X·W over the rows {@code order[from …]} of X, as many as C has; see {@link Kernel}. */
  public void addSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix w, Matrix c) {
    requireRows(x, values, order, from, c);
    require(
        x.columns() == w.rows() && c.columns() == w.columns(),
        "sparse product: X is %s, W is %s; X.columns must equal W.rows, C.columns W.columns",
        x,
        w);
    kernel.addSparseProduct(x, values, order, from, w, c);
  }

  /** G += Xᵀ·Δ over the rows {@code order[from …]} of X, as many as Δ has; see {@link Kernel}. */
  public void addTransposedSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix delta, Matrix g) {
    requireRows(x, values, order, from, delta);
    require(
        x.columns() == g.rows() && g.columns() == delta.columns(),
        "transposed sparse product: X is %s, G is %s; G must be X.columns × Δ.columns",
        x,
        g);
    kernel.addTransposedSparseProduct(x, values, order, from, delta, g);
  }

  /** sums (1, n) += column sums of A (m, n). */
  public void addColumnSums(Matrix a, Matrix sums) {
    require(
        sums.rows() == 1 && sums.columns() == a.columns(),
        "column sums: A is %s, sums is %s; sums must be one row of A.columns",
        a,
        sums);
    kernel.addColumnSums(a, sums);
  }

  private static void requireRows(
      SparseRows x, float[] values, int[] order, int from, Matrix rows) {
    require(
        values.length == x.nonZeros(),
        "sparse rows: X is %s; values must hold one number each, they hold %s",
        x,
        values.length);
    require(
        from >= 0 && from + rows.rows() <= order.length,
        "sparse rows: the dense side is %s, from row %s of the order; the order must reach so far",
        rows,
        from);
  }

  private static void require(boolean holds, String sentence, Object first, Object second) {
    if (!holds) {
      throw new IllegalArgumentException(sentence.formatted(first, second));
    }
  }

  /** Without boxing the number where nothing is wrong. */
  private static void require(boolean holds, String sentence, Object first, int second) {
    if (!holds) {
      throw new IllegalArgumentException(sentence.formatted(first, second));
    }
  }
}
