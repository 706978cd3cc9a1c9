package org.lockstep.trainer.matrix;

/**
 * A row-major view: element (i, j) is {@code data[offset + i·columns + j]}. Views share their
 * array; whoever made the array owns it.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class Matrix implements FeatureRows {
  private static final long serialVersionUID = 1L;

  private final float[] data;
  private final int offset;
  private final int rows;
  private final int columns;

  public Matrix(float[] data, int offset, int rows, int columns) {
    if (rows < 0 || columns < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "rows, columns and offset must be >= 0. Received: %d×%d at %d"
              .formatted(rows, columns, offset));
    }
    if (offset + (long) rows * columns > data.length) {
      throw new IllegalArgumentException(
          "a %d×%d matrix at offset %d needs %d floats. Received: an array of %d"
              .formatted(rows, columns, offset, offset + (long) rows * columns, data.length));
    }
    this.data = data;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  /** A new matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new float[Math.multiplyExact(rows, columns)], 0, rows, columns);
  }

  public float[] data() {
    return data;
  }

  public int offset() {
    return offset;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isSparse() {
    return false;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int length(int row) {
    return columns;
  }

  public float get(int row, int column) {
    return data[offset + row * columns + column];
  }

  public void set(int row, int column, float value) {
    data[offset + row * columns + column] = value;
  }

  /** The same numbers seen through the first {@code rows} rows. */
  public Matrix firstRows(int rows) {
    return new Matrix(data, offset, rows, columns);
  }

  @Override
  public String toString() {
    return rows + "×" + columns;
  }
}
