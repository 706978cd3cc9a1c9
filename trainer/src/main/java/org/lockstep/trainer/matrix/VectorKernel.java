package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The contract in SIMD: lanes and register blocks run over output elements, so every element keeps
 * its own chain and the bits equal {@link ScalarKernel}'s at any width.
 */
public final class VectorKernel implements Kernel {

  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final Updates UPDATES = new VectorUpdates();
  private static final Elements ELEMENTS = new VectorElements();

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public Updates updates() {
    return UPDATES;
  }

  @Override
  public Elements elements() {
    return ELEMENTS;
  }

  @Override
  public void addProduct(Matrix a, Matrix b, Matrix c) {
    accumulate(a.data(), a.offset(), a.columns(), 1, a.columns(), b.data(), b.offset(), c);
  }

  @Override
  public void addTransposedProduct(Matrix a, Matrix b, Matrix c) {
    accumulate(a.data(), a.offset(), 1, a.columns(), a.rows(), b.data(), b.offset(), c);
  }

  @Override
  public void addProductTransposed(Matrix a, Matrix b, float[] scratch, Matrix c) {
    int columns = b.columns();
    for (int i = 0; i < b.rows(); i++) {
      int start = b.offset() + i * columns;
      for (int k = 0; k < columns; k++) {
        scratch[k * b.rows() + i] = b.data()[start + k];
      }
    }
    accumulate(a.data(), a.offset(), a.columns(), 1, a.columns(), scratch, 0, c);
  }

  /**
   * C(i, j) += Σₖ a[ao + i·ai + k·ak] · b[bo + k·n + j], in blocks of 8 rows × 1 vector, whose 8
   * chains stay in registers; what is left of the columns in blocks of 4 rows.
   */
  private static void accumulate(
      float[] a, int ao, int ai, int ak, int inner, float[] b, int bo, Matrix matrix) {
    float[] c = matrix.data();
    int co = matrix.offset();
    int n = matrix.columns();
    int rows = matrix.rows();
    int whole = n - n % LANES;
    for (int j = 0; j < whole; j += LANES) {
      int i = 0;
      for (; i + 8 <= rows; i += 8) {
        eightRows(a, ao + i * ai, ai, ak, inner, b, bo + j, n, c, co + i * n + j);
      }
      for (; i < rows; i++) {
        oneRow(a, ao + i * ai, ak, inner, b, bo + j, n, c, co + i * n + j);
      }
    }
    for (int j = whole; j < n; j++) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        fourScalars(a, ao + i * ai, ai, ak, inner, b, bo + j, n, c, co + i * n + j);
      }
      for (; i < rows; i++) {
        float sum = c[co + i * n + j];
        for (int k = 0; k < inner; k++) {
          sum = Math.fma(a[ao + i * ai + k * ak], b[bo + k * n + j], sum);
        }
        c[co + i * n + j] = sum;
      }
    }
  }

  private static void eightRows(
      float[] a, int ao, int ai, int ak, int inner, float[] b, int bo, int n, float[] c, int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, co);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, co + n);
    FloatVector c2 = FloatVector.fromArray(SPECIES, c, co + 2 * n);
    FloatVector c3 = FloatVector.fromArray(SPECIES, c, co + 3 * n);
    FloatVector c4 = FloatVector.fromArray(SPECIES, c, co + 4 * n);
    FloatVector c5 = FloatVector.fromArray(SPECIES, c, co + 5 * n);
    FloatVector c6 = FloatVector.fromArray(SPECIES, c, co + 6 * n);
    FloatVector c7 = FloatVector.fromArray(SPECIES, c, co + 7 * n);
    for (int k = 0; k < inner; k++) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bo + k * n);
      int ap = ao + k * ak;
      c0 = FloatVector.broadcast(SPECIES, a[ap]).fma(v, c0);
      c1 = FloatVector.broadcast(SPECIES, a[ap + ai]).fma(v, c1);
      c2 = FloatVector.broadcast(SPECIES, a[ap + 2 * ai]).fma(v, c2);
      c3 = FloatVector.broadcast(SPECIES, a[ap + 3 * ai]).fma(v, c3);
      c4 = FloatVector.broadcast(SPECIES, a[ap + 4 * ai]).fma(v, c4);
      c5 = FloatVector.broadcast(SPECIES, a[ap + 5 * ai]).fma(v, c5);
      c6 = FloatVector.broadcast(SPECIES, a[ap + 6 * ai]).fma(v, c6);
      c7 = FloatVector.broadcast(SPECIES, a[ap + 7 * ai]).fma(v, c7);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + n);
    c2.intoArray(c, co + 2 * n);
    c3.intoArray(c, co + 3 * n);
    c4.intoArray(c, co + 4 * n);
    c5.intoArray(c, co + 5 * n);
    c6.intoArray(c, co + 6 * n);
    c7.intoArray(c, co + 7 * n);
  }

  private static void fourScalars(
      float[] a, int ao, int ai, int ak, int inner, float[] b, int bo, int n, float[] c, int co) {
    float c0 = c[co];
    float c1 = c[co + n];
    float c2 = c[co + 2 * n];
    float c3 = c[co + 3 * n];
    for (int k = 0; k < inner; k++) {
      float b0 = b[bo + k * n];
      int ap = ao + k * ak;
      c0 = Math.fma(a[ap], b0, c0);
      c1 = Math.fma(a[ap + ai], b0, c1);
      c2 = Math.fma(a[ap + 2 * ai], b0, c2);
      c3 = Math.fma(a[ap + 3 * ai], b0, c3);
    }
    c[co] = c0;
    c[co + n] = c1;
    c[co + 2 * n] = c2;
    c[co + 3 * n] = c3;
  }

  private static void oneRow(
      float[] a, int ao, int ak, int inner, float[] b, int bo, int n, float[] c, int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, co);
    for (int k = 0; k < inner; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + k * ak]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, bo + k * n), c0);
    }
    c0.intoArray(c, co);
  }

  @Override
  public void addSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix w, Matrix c) {
    VectorSparse.addProduct(x, values, order, from, w, c);
  }

  @Override
  public void addTransposedSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix delta, Matrix g) {
    VectorSparse.addTransposedProduct(x, values, order, from, delta, g);
  }

  @Override
  public void addColumnSums(Matrix a, Matrix sums) {
    float[] s = sums.data();
    for (int i = 0; i < a.rows(); i++) {
      int row = a.offset() + i * a.columns();
      for (int j = 0; j < a.columns(); j++) {
        s[sums.offset() + j] += a.data()[row + j];
      }
    }
  }

  @Override
  public double sumOfSquares(float[] x, int from, int to) {
    float[] partial = new float[PARTIAL_SUMS];
    double total = 0;
    for (int start = from; start < to; start += BLOCK) {
      int end = Math.min(to, start + BLOCK);
      int whole = end - (end - start) % PARTIAL_SUMS;
      for (int lane = 0; lane < PARTIAL_SUMS; lane += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = start + lane; i < whole; i += PARTIAL_SUMS) {
          FloatVector v = FloatVector.fromArray(SPECIES, x, i);
          sum = v.fma(v, sum);
        }
        sum.intoArray(partial, lane);
      }
      for (int i = whole; i < end; i++) {
        partial[i - whole] = Math.fma(x[i], x[i], partial[i - whole]);
      }
      for (int lane = 0; lane < PARTIAL_SUMS; lane++) {
        total += partial[lane];
      }
    }
    return total;
  }
}
