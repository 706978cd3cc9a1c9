package org.lockstep.trainer.matrix;

import static org.lockstep.trainer.matrix.VectorTiles.NARROW;
import static org.lockstep.trainer.matrix.VectorTiles.NARROW_ROWS;
import static org.lockstep.trainer.matrix.VectorTiles.PANEL;
import static org.lockstep.trainer.matrix.VectorTiles.WIDE;
import static org.lockstep.trainer.matrix.VectorTiles.WIDE_ROWS;

import java.util.Arrays;

/**
 * C += A·B for operands that lie any way: A(i, k) is {@code a[aStart + i·ai + k·ak]}, B(k, j) is
 * {@code b[bStart + k·bk + j·bj]}, C(i, j) is {@code c[cStart + i·ci + j·cj]}.
 *
 * <pre>
 * for columns, {@value #COLUMNS} at a time
 *   for k, {@value #TERMS} at a time          an element's chain continues through C's memory
 *     pack the block of B                     into panels as wide as a tile
 *     for rows, {@value #ROWS} at a time      pack A where it lies across or is used often
 *       for panels of B                       which stay in the first levels of cache
 *         for tiles of C                      which stay in registers
 * </pre>
 *
 * <p>The scheme is that of Goto &amp; van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008), with two deviations. Where C is one panel wide, as at the 64 columns of a
 * usual layer, rows of A are read where they lie: packing would cost more than it saves. And a
 * narrow C may be computed as Cᵀ += Bᵀ·Aᵀ, so that a tile's width runs along the inputs instead of
 * along three outputs and padding.
 *
 * <p>One object a thread, made at its first product: a step allocates nothing. The buffers, about
 * 800 KB, fit a second-level cache.
 */
final class VectorProduct {

  /**
   * Terms of a chain a block. With 128 a panel of B would stay in the first-level cache, but C
   * would be read and written twice as often, which costs more.
   */
  private static final int TERMS = 256;

  /** Rows of A packed at once; a multiple of every panel's width. */
  private static final int ROWS = 256;

  /** Columns of B packed at once; a multiple of every tile's. */
  private static final int COLUMNS = 512;

  private static final ThreadLocal<VectorProduct> OF_THREAD =
      ThreadLocal.withInitial(VectorProduct::new);

  private final float[] packedA = new float[TERMS * ROWS];
  private final float[] panelsOfB = new float[TERMS * COLUMNS];

  /** A tile of C that reaches over an edge or lies across. */
  private final float[] tile = new float[Math.max(WIDE_ROWS * WIDE, NARROW_ROWS * NARROW)];

  private float[] a;
  private int aStart;
  private int ai;
  private int ak;
  private float[] b;
  private int bStart;
  private int bk;
  private int bj;
  private float[] c;
  private int cStart;
  private int ci;
  private int cj;

  private VectorProduct() {}

  static VectorProduct ofThread() {
    return OF_THREAD.get();
  }

  VectorProduct of(float[] a, int aStart, int ai, int ak) {
    this.a = a;
    this.aStart = aStart;
    this.ai = ai;
    this.ak = ak;
    return this;
  }

  VectorProduct times(float[] b, int bStart, int bk, int bj) {
    this.b = b;
    this.bStart = bStart;
    this.bk = bk;
    this.bj = bj;
    return this;
  }

  /** C += A·B, each element over {@code terms} terms. */
  void addTo(Matrix matrix, int terms) {
    c = matrix.data();
    cStart = matrix.offset();
    ci = matrix.columns();
    cj = 1;
    int m = matrix.rows();
    int n = matrix.columns();
    if (cost(n, m, bk, ai) < cost(m, n, ak, bj)) {
      transpose();
      add(n, m, terms);
    } else {
      add(m, n, terms);
    }
    a = null;
    b = null;
    c = null;
  }

  /**
   * Cycles a term, roughly: the tiles, padding included, then the packing of B. A narrow tile takes
   * 12 where a wide one takes 16, and is only for rows that lie along.
   */
  private static long cost(int rows, int columns, int step, int stride) {
    long panels = columns / WIDE;
    int rest = columns % WIDE;
    long tiles = (rows + WIDE_ROWS - 1) / WIDE_ROWS * 16L;
    long narrow = (rows + NARROW_ROWS - 1) / NARROW_ROWS * 12L * ((rest + NARROW - 1) / NARROW);
    long cycles = panels * tiles + (step == 1 ? Math.min(narrow, tiles) : rest == 0 ? 0 : tiles);
    return cycles + (stride == 1 ? columns / 8 : columns * 4L);
  }

  /** A·B becomes Bᵀ·Aᵀ, and C its transpose. */
  private void transpose() {
    float[] data = a;
    int start = aStart;
    int across = ai;
    int along = ak;
    of(b, bStart, bj, bk);
    times(data, start, along, across);
    cj = ci;
    ci = 1;
  }

  private void add(int m, int n, int terms) {
    for (int j = 0; j < n; j += COLUMNS) {
      for (int k = 0; k < terms; k += TERMS) {
        addBlock(m, j, Math.min(COLUMNS, n - j), k, Math.min(TERMS, terms - k));
      }
    }
  }

  private void addBlock(int m, int firstColumn, int columns, int firstTerm, int terms) {
    for (int j = 0; j < columns; j += width(columns - j)) {
      int start = bStart + firstTerm * bk + (firstColumn + j) * bj;
      int width = width(columns - j);
      int filled = Math.min(width, columns - j);
      VectorPanels.pack(b, start, bj, bk, terms, filled, panelsOfB, j * terms, width);
    }
    for (int i = 0; i < m; i += ROWS) {
      int rows = Math.min(ROWS, m - i);
      int start = aStart + i * ai + firstTerm * ak;
      int inPlace = ak == 1 && columns <= WIDE ? rows - rows % NARROW_ROWS : 0;
      packRows(start + inPlace * ai, rows - inPlace, terms);
      for (int j = 0; j < columns; j += width(columns - j)) {
        int target = cStart + i * ci + (firstColumn + j) * cj;
        addPanel(start, inPlace, rows, terms, j * terms, target, columns - j);
      }
    }
  }

  /** The width of the next panel: narrow ones where a wide one would be half zeros. */
  private int width(int columnsLeft) {
    return ak == 1 && columnsLeft < WIDE - NARROW ? NARROW : WIDE;
  }

  /** Rows that lie along become rows again, closer together and filled up; others panels. */
  private void packRows(int start, int rows, int terms) {
    if (ak == 1) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(a, start + i * ai, packedA, i * terms, terms);
      }
      int filled = (rows + NARROW_ROWS - 1) / NARROW_ROWS * NARROW_ROWS;
      Arrays.fill(packedA, rows * terms, filled * terms, 0f);
    } else {
      for (int i = 0; i < rows; i += PANEL) {
        int filled = Math.min(PANEL, rows - i);
        VectorPanels.pack(a, start + i * ai, ai, ak, terms, filled, packedA, i * terms, PANEL);
      }
    }
  }

  /** A column of tiles; the rows from {@code inPlace} on are packed. */
  private void addPanel(
      int start, int inPlace, int rows, int terms, int panel, int target, int columnsLeft) {
    int width = width(columnsLeft);
    int columns = Math.min(width, columnsLeft);
    int tall = width == WIDE ? WIDE_ROWS : NARROW_ROWS;
    for (int i = 0; i < rows; i += tall) {
      int height = Math.min(tall, rows - i);
      int place = target + i * ci;
      if (height == tall && columns == width && cj == 1) {
        addTile(width, start, inPlace, i, terms, panel, c, place, ci);
      } else {
        copy(c, place, ci, cj, tile, 0, width, 1, height, columns);
        addTile(width, start, inPlace, i, terms, panel, tile, 0, width);
        copy(tile, 0, width, 1, c, place, ci, cj, height, columns);
      }
    }
  }

  private void addTile(
      int width,
      int start,
      int inPlace,
      int i,
      int terms,
      int panel,
      float[] out,
      int to,
      int stride) {
    if (ak != 1) {
      int row = i % PANEL;
      int from = (i - row) * terms + row;
      VectorTiles.wideOfPanel(packedA, from, terms, panelsOfB, panel, out, to, stride);
      return;
    }
    float[] rows = i < inPlace ? a : packedA;
    int from = i < inPlace ? start + i * ai : (i - inPlace) * terms;
    int across = i < inPlace ? ai : terms;
    if (width == WIDE) {
      VectorTiles.wideOfRows(rows, from, across, terms, panelsOfB, panel, out, to, stride);
    } else {
      VectorTiles.narrowOfRows(rows, from, across, terms, panelsOfB, panel, out, to, stride);
    }
  }

  private static void copy(
      float[] x,
      int from,
      int xi,
      int xj,
      float[] y,
      int to,
      int yi,
      int yj,
      int rows,
      int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[to + i * yi + j * yj] = x[from + i * xi + j * xj];
      }
    }
  }
}
