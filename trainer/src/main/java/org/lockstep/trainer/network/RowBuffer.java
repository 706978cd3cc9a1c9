package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/** A reused (capacity, columns) buffer, seen through its first rows; views are made once. */
final class RowBuffer {
  private final float[] data;
  private final int columns;
  private final Matrix[] views;

  RowBuffer(int capacity, int columns) {
    this.data = new float[Math.multiplyExact(capacity, columns)];
    this.columns = columns;
    this.views = new Matrix[capacity + 1];
  }

  Matrix rows(int rows) {
    if (views[rows] == null) {
      views[rows] = new Matrix(data, 0, rows, columns);
    }
    return views[rows];
  }

  float[] data() {
    return data;
  }
}
