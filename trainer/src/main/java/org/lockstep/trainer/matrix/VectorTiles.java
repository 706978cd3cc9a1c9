package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the dense products: C(i, j) += Σₖ A(i, k) · B(k, j) over one tile of C,
 * whose chains stay in registers while k runs over a block. B is a packed panel, k by k, as wide as
 * the tile (see {@link VectorPanels}); row r of the tile begins at {@code c[co + r·n]}.
 *
 * <p>Every loop is written out because the compiler keeps vectors in registers only where each has
 * a variable of its own. The strides of the packed operands are constants because it moves the
 * bounds check of an access out of a loop only where the stride is one: with variable strides in
 * all operands the same tile loses 15%.
 */
final class VectorTiles {

  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  /** Rows of a wide tile: with 4 vectors a row, 16 chains hide the latency of the additions. */
  static final int WIDE_ROWS = 4;

  /** Columns of a wide tile. */
  static final int WIDE = 4 * LANES;

  /** Rows of a narrow tile: one vector a row needs more of them to hide the latency. */
  static final int NARROW_ROWS = 8;

  /** Columns of a narrow tile. */
  static final int NARROW = LANES;

  /** The width of A's panels: one vector to copy for each k, several tiles high. */
  static final int PANEL = LANES;

  private VectorTiles() {}

  /** 4 rows × 4 vectors; A(r, k) is {@code a[ao + r·ai + k]}: rows as they lie in a matrix. */
  static void wideOfRows(
      float[] a, int ao, int ai, int inner, float[] b, int bo, float[] c, int co, int n) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, c, co + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, c, co + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, co + n);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, co + n + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, c, co + n + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(SPECIES, c, co + n + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, co + 2 * n);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, co + 2 * n + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, c, co + 2 * n + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(SPECIES, c, co + 2 * n + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, co + 3 * n);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, co + 3 * n + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, c, co + 3 * n + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(SPECIES, c, co + 3 * n + 3 * LANES);
    for (int k = 0; k < inner; k++) {
      int bp = bo + k * WIDE;
      int ap = ao + k;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[ap]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[ap + ai]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[ap + 2 * ai]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[ap + 3 * ai]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c02.intoArray(c, co + 2 * LANES);
    c03.intoArray(c, co + 3 * LANES);
    c10.intoArray(c, co + n);
    c11.intoArray(c, co + n + LANES);
    c12.intoArray(c, co + n + 2 * LANES);
    c13.intoArray(c, co + n + 3 * LANES);
    c20.intoArray(c, co + 2 * n);
    c21.intoArray(c, co + 2 * n + LANES);
    c22.intoArray(c, co + 2 * n + 2 * LANES);
    c23.intoArray(c, co + 2 * n + 3 * LANES);
    c30.intoArray(c, co + 3 * n);
    c31.intoArray(c, co + 3 * n + LANES);
    c32.intoArray(c, co + 3 * n + 2 * LANES);
    c33.intoArray(c, co + 3 * n + 3 * LANES);
  }

  /** 4 rows × 4 vectors; A(r, k) is {@code a[ao + k·PANEL + r]}: packed. */
  static void wideOfPanel(
      float[] a, int ao, int inner, float[] b, int bo, float[] c, int co, int n) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, c, co + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, c, co + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, co + n);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, co + n + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, c, co + n + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(SPECIES, c, co + n + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, co + 2 * n);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, co + 2 * n + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, c, co + 2 * n + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(SPECIES, c, co + 2 * n + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, co + 3 * n);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, co + 3 * n + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, c, co + 3 * n + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(SPECIES, c, co + 3 * n + 3 * LANES);
    for (int k = 0; k < inner; k++) {
      int bp = bo + k * WIDE;
      int ap = ao + k * PANEL;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[ap]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c02.intoArray(c, co + 2 * LANES);
    c03.intoArray(c, co + 3 * LANES);
    c10.intoArray(c, co + n);
    c11.intoArray(c, co + n + LANES);
    c12.intoArray(c, co + n + 2 * LANES);
    c13.intoArray(c, co + n + 3 * LANES);
    c20.intoArray(c, co + 2 * n);
    c21.intoArray(c, co + 2 * n + LANES);
    c22.intoArray(c, co + 2 * n + 2 * LANES);
    c23.intoArray(c, co + 2 * n + 3 * LANES);
    c30.intoArray(c, co + 3 * n);
    c31.intoArray(c, co + 3 * n + LANES);
    c32.intoArray(c, co + 3 * n + 2 * LANES);
    c33.intoArray(c, co + 3 * n + 3 * LANES);
  }

  /** 8 rows × 1 vector; A as in {@link #wideOfRows}. */
  static void narrowOfRows(
      float[] a, int ao, int ai, int inner, float[] b, int bo, float[] c, int co, int n) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, co);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, co + n);
    FloatVector c2 = FloatVector.fromArray(SPECIES, c, co + 2 * n);
    FloatVector c3 = FloatVector.fromArray(SPECIES, c, co + 3 * n);
    FloatVector c4 = FloatVector.fromArray(SPECIES, c, co + 4 * n);
    FloatVector c5 = FloatVector.fromArray(SPECIES, c, co + 5 * n);
    FloatVector c6 = FloatVector.fromArray(SPECIES, c, co + 6 * n);
    FloatVector c7 = FloatVector.fromArray(SPECIES, c, co + 7 * n);
    for (int k = 0; k < inner; k++) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bo + k * NARROW);
      int ap = ao + k;
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
}
