package org.lockstep.trainer.matrix;

/**
 * The arithmetic of a training step, without shape checks ({@link MatrixMath} makes them once).
 *
 * <p>The contract that makes implementations interchangeable to the last bit:
 *
 * <ul>
 *   <li>Every output element is ONE chain of fused multiply-adds: the element's value before the
 *       call comes first, then the terms in ascending order of the summed index. Implementations
 *       may work on many elements at once, never on one chain in pieces.
 *   <li>{@link #sumOfSquares} alone splits its sum, always into the same {@value #PARTIAL_SUMS}
 *       partial sums per block of {@value #BLOCK} elements, whatever the machine's vector width.
 * </ul>
 *
 * <p>All products accumulate, so a caller presets the output: to zeros, or to a bias in every row.
 * Outputs must not overlap inputs. Implementations hold no state and serve any number of threads.
 */
public interface Kernel {

  /** Elements a block of a reduction. */
  int BLOCK = 4096;

  /** Partial sums within a block: element i of a block belongs to sum i mod 16. */
  int PARTIAL_SUMS = 16;

  /** For logs: {@code scalar}, {@code vector-256}. */
  String name();

  /** The element-wise functions. */
  Elements elements();

  /** C += A·B; A (m, k), B (k, n), C (m, n); each element sums over k ascending. */
  void addProduct(Matrix a, Matrix b, Matrix c);

  /** C += Aᵀ·B; A (m, k), B (m, n), C (k, n); each element sums over the m rows ascending. */
  void addTransposedProduct(Matrix a, Matrix b, Matrix c);

  /** C += A·Bᵀ; A (m, k), B (n, k), C (m, n); each element sums over k ascending. */
  void addProductTransposed(Matrix a, Matrix b, Matrix c);

  /**
   * C += X·W over chosen rows: row r of C (m, n) belongs to row {@code order[from + r]} of X; W
   * (inputs, n); each element sums over the row's non-zeros, columns ascending.
   *
   * @param values the non-zeros' values, laid out as {@code x.values()} (another array when dropout
   *     has changed them)
   */
  void addSparseProduct(SparseRows x, float[] values, int[] order, int from, Matrix w, Matrix c);

  /**
   * Adds a combination of rows: c[cFrom + j] += Σ values[k]·W(indices[k], j) for k in {@code first
   * … last−1}, and j &lt; n; W's rows of n numbers begin at {@code w[wFrom]}. The sum is one chain
   * of fused multiply-adds from +0, k ascending; it is added once.
   */
  void addCombination(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wFrom,
      int n,
      float[] c,
      int cFrom);

  /**
   * G += Xᵀ·Δ over chosen rows: Δ (m, n), row r belongs to row {@code order[from + r]} of X; G
   * (inputs, n); each element sums over the m rows ascending. Rows of G that no non-zero names stay
   * as they are.
   */
  void addTransposedSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix delta, Matrix g);

  /** sums[j] += Σᵢ A(i, j), plain additions, rows ascending; sums (1, n). */
  void addColumnSums(Matrix a, Matrix sums);

  /**
   * Σ x² over {@code x[from … to)}. Per block (counted from {@code from}): 16 float chains, element
   * i into chain i mod 16, added in order as doubles; then the blocks' sums, in order. So blocks
   * can be summed apart and added by whoever wants all.
   */
  double sumOfSquares(float[] x, int from, int to);

  /** How optimizers change a stretch of elements; the plain formulas unless a kernel has faster. */
  default Updates updates() {
    return new ScalarUpdates();
  }

  /** Sums and maps of columns. */
  Columns columns();
}
