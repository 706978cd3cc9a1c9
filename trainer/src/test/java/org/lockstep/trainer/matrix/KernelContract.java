package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every kernel must do, to the bit, at sizes around every vector width, on views that begin in
 * the middle of an array. An implementation's test is its constructor.
 */
abstract class KernelContract {
  private static final int[] COLUMNS = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 61, 64, 67};
  private static final int[] ROWS = {0, 1, 3, 4, 5, 13};
  private static final int[] INNER = {0, 1, 2, 17, 31};

  /** Beyond every block of rows, terms and columns that a kernel might cut a product into. */
  private static final int[][] LARGE = {
    {261, 131, 67},
    {131, 261, 67},
    {9, 140, 579},
    {140, 9, 579},
    {67, 257, 10},
    {257, 67, 10},
    {300, 129, 3},
    {129, 300, 3},
    {100, 5, 100},
    {2, 300, 37}
  };

  private static final int PADDING = 3;

  private final Kernel kernel;
  private final SplittableRandom random = new SplittableRandom(20261121);

  KernelContract(Kernel kernel) {
    this.kernel = kernel;
  }

  private interface Shape {
    void check(int m, int k, int n);
  }

  private static void everyShape(Shape shape) {
    for (int m : ROWS) {
      for (int k : INNER) {
        for (int n : COLUMNS) {
          shape.check(m, k, n);
        }
      }
    }
    for (int[] large : LARGE) {
      shape.check(large[0], large[1], large[2]);
    }
  }

  private float[] numbers(int length) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return x;
  }

  private Matrix matrix(int rows, int columns) {
    return new Matrix(numbers(rows * columns + 2 * PADDING), PADDING, rows, columns);
  }

  private static Matrix copy(Matrix a) {
    return new Matrix(a.data().clone(), a.offset(), a.rows(), a.columns());
  }

  /** Compares the whole arrays, so that writing outside of the view is seen as well. */
  private static void assertSameBits(Matrix actual, Matrix expected, String shape) {
    assertThat(Arrays.equals(actual.data(), expected.data())).as(shape).isTrue();
  }

  @Test
  void aProductIsOneChainOfFmasPerElementInIndexOrder() {
    everyShape(
        (m, k, n) -> {
          Matrix a = matrix(m, k);
          Matrix b = matrix(k, n);
          Matrix c = matrix(m, n);
          Matrix expected = copy(c);
          for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
              for (int j = 0; j < n; j++) {
                expected.set(i, j, Math.fma(a.get(i, p), b.get(p, j), expected.get(i, j)));
              }
            }
          }
          kernel.addProduct(a, b, c);
          assertSameBits(c, expected, "%d×%d times %d×%d".formatted(m, k, k, n));
        });
  }

  @Test
  void aCombinationOfRowsIsOneChainInTheOrderOfTheIndices() {
    everyShape(
        (m, k, n) -> {
          Matrix w = matrix(k, n);
          int last = k == 0 ? 2 : m + 2; // of no rows there is but the empty combination
          int[] indices = random.ints(m + 3, 0, Math.max(1, k)).toArray();
          float[] values = numbers(m + 3);
          Matrix c = matrix(1, n);
          Matrix expected = copy(c);
          Matrix sums = new Matrix(new float[n], 0, 1, n);
          for (int i = 2; i < last; i++) {
            for (int j = 0; j < n; j++) {
              sums.set(0, j, Math.fma(values[i], w.get(indices[i], j), sums.get(0, j)));
            }
          }
          for (int j = 0; j < n; j++) {
            expected.set(0, j, expected.get(0, j) + sums.get(0, j));
          }
          kernel.addCombination(
              indices, values, 2, last, w.data(), w.offset(), n, c.data(), c.offset());
          assertSameBits(c, expected, "%d of %d×%d".formatted(m, k, n));
        });
  }

  /**
   * A sum that is too small for a float is −0 where it is negative: what it is added to decides.
   */
  @Test
  void aCombinationIsAddedAndNotBegunFromWhatIsThere() {
    int n = 75;
    float[] w = new float[n];
    Arrays.fill(w, -Float.MIN_VALUE);
    for (float zero : new float[] {-0f, +0f}) {
      float[] c = new float[n];
      Arrays.fill(c, zero);
      kernel.addCombination(new int[] {0}, new float[] {0.25f}, 0, 1, w, 0, n, c, 0);
      for (float sum : c) {
        assertThat(Float.floatToRawIntBits(sum)).isEqualTo(Float.floatToRawIntBits(zero));
      }
    }
  }

  @Test
  void aTransposedProductSumsOverTheRowsInOrder() {
    everyShape(
        (m, k, n) -> {
          Matrix a = matrix(m, k);
          Matrix b = matrix(m, n);
          Matrix c = matrix(k, n);
          Matrix expected = copy(c);
          for (int row = 0; row < m; row++) {
            for (int i = 0; i < k; i++) {
              for (int j = 0; j < n; j++) {
                expected.set(i, j, Math.fma(a.get(row, i), b.get(row, j), expected.get(i, j)));
              }
            }
          }
          kernel.addTransposedProduct(a, b, c);
          assertSameBits(c, expected, "(%d×%d)ᵀ times %d×%d".formatted(m, k, m, n));
        });
  }

  @Test
  void aProductWithATransposeKeepsTheChainOverTheInnerIndex() {
    everyShape(
        (m, k, n) -> {
          Matrix a = matrix(m, k);
          Matrix b = matrix(n, k);
          Matrix c = matrix(m, n);
          Matrix expected = copy(c);
          for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
              for (int j = 0; j < n; j++) {
                expected.set(i, j, Math.fma(a.get(i, p), b.get(j, p), expected.get(i, j)));
              }
            }
          }
          kernel.addProductTransposed(a, b, c);
          assertSameBits(c, expected, "%d×%d times (%d×%d)ᵀ".formatted(m, k, n, k));
        });
  }

  /** Rows of 0, 1, 2, … non-zeros among {@code columns}. */
  private SparseRows sparse(int rows, int columns) {
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * columns];
    int k = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (random.nextInt(rows) < row) {
          indices[k++] = column;
        }
      }
      starts[row + 1] = k;
    }
    return new SparseRows(columns, starts, Arrays.copyOf(indices, k), numbers(k));
  }

  private static final int[] ORDER = {9, 8, 6, 0, 2, 5, 7, 1, 3, 4};

  @Test
  void aSparseProductTakesTheChosenRowsAndTheGivenValues() {
    for (int inputs : new int[] {1, 7, 29}) {
      for (int n : COLUMNS) {
        SparseRows x = sparse(10, inputs);
        float[] values = numbers(x.nonZeros());
        Matrix w = matrix(inputs, n);
        Matrix c = matrix(7, n);
        Matrix expected = copy(c);
        for (int i = 0; i < 7; i++) {
          for (int k = x.starts()[ORDER[2 + i]]; k < x.starts()[ORDER[2 + i] + 1]; k++) {
            for (int j = 0; j < n; j++) {
              float weight = w.get(x.indices()[k], j);
              expected.set(i, j, Math.fma(values[k], weight, expected.get(i, j)));
            }
          }
        }
        kernel.addSparseProduct(x, values, ORDER, 2, w, c);
        assertSameBits(c, expected, "%s times %s".formatted(x, w));
      }
    }
  }

  @Test
  void aTransposedSparseProductScattersInRowOrderAndLeavesOtherRowsAlone() {
    for (int inputs : new int[] {1, 7, 29}) {
      for (int n : COLUMNS) {
        SparseRows x = sparse(10, inputs);
        float[] values = numbers(x.nonZeros());
        Matrix delta = matrix(7, n);
        Matrix g = matrix(inputs, n);
        Matrix expected = copy(g);
        for (int i = 0; i < 7; i++) {
          for (int k = x.starts()[ORDER[2 + i]]; k < x.starts()[ORDER[2 + i] + 1]; k++) {
            int column = x.indices()[k];
            for (int j = 0; j < n; j++) {
              float sum = expected.get(column, j);
              expected.set(column, j, Math.fma(values[k], delta.get(i, j), sum));
            }
          }
        }
        kernel.addTransposedSparseProduct(x, values, ORDER, 2, delta, g);
        assertSameBits(g, expected, "(%s)ᵀ times %s".formatted(x, delta));
      }
    }
  }

  @Test
  void columnSumsAddRowByRow() {
    for (int m : ROWS) {
      for (int n : COLUMNS) {
        Matrix a = matrix(m, n);
        Matrix sums = matrix(1, n);
        Matrix expected = copy(sums);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            expected.set(0, j, expected.get(0, j) + a.get(i, j));
          }
        }
        kernel.addColumnSums(a, sums);
        assertSameBits(sums, expected, a.toString());
      }
    }
  }

  @Test
  void sumsOfSquaresKeepSixteenPartialSumsABlockWhateverTheWidth() {
    for (int length : new int[] {0, 1, 15, 16, 17, 31, 4095, 4096, 4097, 8192, 10_007}) {
      float[] x = numbers(length + 2 * PADDING);
      double expected = 0;
      for (int start = 0; start < length; start += 4096) {
        float[] partial = new float[16];
        for (int i = start; i < Math.min(length, start + 4096); i++) {
          float value = x[PADDING + i];
          partial[(i - start) % 16] = Math.fma(value, value, partial[(i - start) % 16]);
        }
        for (float sum : partial) {
          expected += sum;
        }
      }
      assertThat(kernel.sumOfSquares(x, PADDING, PADDING + length))
          .as("%d numbers", length)
          .isEqualTo(expected);
    }
  }
}
