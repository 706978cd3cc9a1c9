package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with sparse rows. What a sparse row meets in the dense matrix, a row of the output or of
 * the deltas, stays in registers, four vectors at a time, while the row's non-zeros pass by; per
 * non-zero only the dense row that it names is read (and written, in the transposed product).
 */
final class VectorSparse {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorSparse() {}

  /** C += X·W; see {@link Kernel#addSparseProduct}. */
  static void addProduct(SparseRows x, float[] values, int[] order, int from, Matrix w, Matrix c) {
    int n = c.columns();
    int[] starts = x.starts();
    int[] indices = x.indices();
    for (int i = 0; i < c.rows(); i++) {
      int first = starts[order[from + i]];
      int last = starts[order[from + i] + 1];
      int co = c.offset() + i * n;
      addCombination(indices, values, first, last, w.data(), w.offset(), n, c.data(), co);
    }
  }

  /** One row of the product. */
  private static void addCombination(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wo,
      int n,
      float[] c,
      int co) {
    int j = 0;
    for (; j + 4 * LANES <= n; j += 4 * LANES) {
      gatherFour(indices, values, first, last, w, wo + j, n, c, co + j);
    }
    for (; j + LANES <= n; j += LANES) {
      gatherOne(indices, values, first, last, w, wo + j, n, c, co + j);
    }
    for (; j < n; j++) {
      float sum = c[co + j];
      for (int k = first; k < last; k++) {
        sum = Math.fma(values[k], w[wo + indices[k] * n + j], sum);
      }
      c[co + j] = sum;
    }
  }

  private static void gatherFour(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wo,
      int n,
      float[] c,
      int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, co);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, c, co + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, c, co + 3 * LANES);
    for (int k = first; k < last; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
      int row = wo + indices[k] * n;
      c0 = x.fma(FloatVector.fromArray(SPECIES, w, row), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, w, row + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, w, row + 2 * LANES), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, w, row + 3 * LANES), c3);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + LANES);
    c2.intoArray(c, co + 2 * LANES);
    c3.intoArray(c, co + 3 * LANES);
  }

  private static void gatherOne(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wo,
      int n,
      float[] c,
      int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, co);
    for (int k = first; k < last; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, w, wo + indices[k] * n), c0);
    }
    c0.intoArray(c, co);
  }

  /** G += Xᵀ·Δ; see {@link Kernel#addTransposedSparseProduct}. */
  static void addTransposedProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix delta, Matrix g) {
    int n = delta.columns();
    int[] starts = x.starts();
    int[] indices = x.indices();
    for (int i = 0; i < delta.rows(); i++) {
      int first = starts[order[from + i]];
      int last = starts[order[from + i] + 1];
      int row = delta.offset() + i * n;
      int j = 0;
      for (; j + 4 * LANES <= n; j += 4 * LANES) {
        scatterFour(
            indices, values, first, last, delta.data(), row + j, g.data(), g.offset() + j, n);
      }
      for (; j + LANES <= n; j += LANES) {
        scatterOne(
            indices, values, first, last, delta.data(), row + j, g.data(), g.offset() + j, n);
      }
      for (; j < n; j++) {
        float d = delta.data()[row + j];
        for (int k = first; k < last; k++) {
          int at = g.offset() + indices[k] * n + j;
          g.data()[at] = Math.fma(values[k], d, g.data()[at]);
        }
      }
    }
  }

  private static void scatterFour(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] d,
      int from,
      float[] g,
      int go,
      int n) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, d, from);
    FloatVector d1 = FloatVector.fromArray(SPECIES, d, from + LANES);
    FloatVector d2 = FloatVector.fromArray(SPECIES, d, from + 2 * LANES);
    FloatVector d3 = FloatVector.fromArray(SPECIES, d, from + 3 * LANES);
    for (int k = first; k < last; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
      int to = go + indices[k] * n;
      FloatVector g0 = x.fma(d0, FloatVector.fromArray(SPECIES, g, to));
      FloatVector g1 = x.fma(d1, FloatVector.fromArray(SPECIES, g, to + LANES));
      FloatVector g2 = x.fma(d2, FloatVector.fromArray(SPECIES, g, to + 2 * LANES));
      FloatVector g3 = x.fma(d3, FloatVector.fromArray(SPECIES, g, to + 3 * LANES));
      g0.intoArray(g, to);
      g1.intoArray(g, to + LANES);
      g2.intoArray(g, to + 2 * LANES);
      g3.intoArray(g, to + 3 * LANES);
    }
  }

  private static void scatterOne(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] d,
      int from,
      float[] g,
      int go,
      int n) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, d, from);
    for (int k = first; k < last; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
      int to = go + indices[k] * n;
      x.fma(d0, FloatVector.fromArray(SPECIES, g, to)).intoArray(g, to);
    }
  }
}
