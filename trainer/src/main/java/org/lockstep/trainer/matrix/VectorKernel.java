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
  private static final Columns COLUMNS = new VectorColumns();

  /** Below so many rows, packing B for them would cost more than it saves. */
  private static final int FEW_ROWS = 4;

  /** A thread's partial sums, made once: the compiler cannot keep an array in registers. */
  private static final ThreadLocal<float[]> PARTIAL =
      ThreadLocal.withInitial(() -> new float[PARTIAL_SUMS]);

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
  public Columns columns() {
    return COLUMNS;
  }

  @Override
  public void addProduct(Matrix a, Matrix b, Matrix c) {
    add(a.data(), a.offset(), a.columns(), 1, a.columns(), b, c);
  }

  @Override
  public void addTransposedProduct(Matrix a, Matrix b, Matrix c) {
    add(a.data(), a.offset(), 1, a.columns(), a.rows(), b, c);
  }

  @Override
  public void addProductTransposed(Matrix a, Matrix b, Matrix c) {
    VectorProduct.ofThread()
        .of(a.data(), a.offset(), a.columns(), 1)
        .times(b.data(), b.offset(), 1, b.columns())
        .addTo(c, a.columns());
  }

  /** C(i, j) += Σₖ a[start + i·ai + k·ak] · B(k, j). */
  private static void add(float[] a, int start, int ai, int ak, int inner, Matrix b, Matrix c) {
    if (c.rows() < FEW_ROWS) {
      addRowByRow(a, start, ai, ak, inner, b, c);
    } else {
      VectorProduct.ofThread()
          .of(a, start, ai, ak)
          .times(b.data(), b.offset(), b.columns(), 1)
          .addTo(c, inner);
    }
  }

  private static void addRowByRow(
      float[] a, int start, int ai, int ak, int inner, Matrix b, Matrix c) {
    int n = c.columns();
    for (int i = 0; i < c.rows(); i++) {
      int ao = start + i * ai;
      int co = c.offset() + i * n;
      int j = 0;
      for (; j + LANES <= n; j += LANES) {
        oneRow(a, ao, ak, inner, b.data(), b.offset() + j, n, c.data(), co + j);
      }
      for (; j < n; j++) {
        float sum = c.data()[co + j];
        for (int k = 0; k < inner; k++) {
          sum = Math.fma(a[ao + k * ak], b.data()[b.offset() + k * n + j], sum);
        }
        c.data()[co + j] = sum;
      }
    }
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
  public void addCombination(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wFrom,
      int n,
      float[] c,
      int cFrom) {
    VectorCombination.add(indices, values, first, last, w, wFrom, n, c, cFrom);
  }

  @Override
  public void addTransposedSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix delta, Matrix g) {
    VectorSparse.addTransposedProduct(x, values, order, from, delta, g);
  }

  @Override
  public void addColumnSums(Matrix a, Matrix sums) {
    int n = a.columns();
    int j = 0;
    for (; j + LANES <= n; j += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums.data(), sums.offset() + j);
      for (int i = 0; i < a.rows(); i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, a.data(), a.offset() + i * n + j));
      }
      sum.intoArray(sums.data(), sums.offset() + j);
    }
    for (; j < n; j++) {
      float sum = sums.data()[sums.offset() + j];
      for (int i = 0; i < a.rows(); i++) {
        sum += a.data()[a.offset() + i * n + j];
      }
      sums.data()[sums.offset() + j] = sum;
    }
  }

  @Override
  public double sumOfSquares(float[] x, int from, int to) {
    float[] partial = PARTIAL.get();
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
      double block = 0;
      for (int lane = 0; lane < PARTIAL_SUMS; lane++) {
        block += partial[lane];
      }
      total += block;
    }
    return total;
  }
}
