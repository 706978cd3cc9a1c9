package org.lockstep.trainer.matrix;

/**
 * Compressed sparse rows: row i holds {@code values[k]} at column {@code indices[k]} for k in
 * {@code starts[i] … starts[i+1]−1}, columns strictly ascending within a row. The arrays are not
 * copied.
 */
public final class SparseRows implements FeatureRows {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final int[] starts;
  private final int[] indices;
  private final float[] values;

  /**
   * @param starts rows + 1 ascending offsets into {@code indices} and {@code values}, the first 0
   */
  public SparseRows(int columns, int[] starts, int[] indices, float[] values) {
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != indices.length) {
      throw new IllegalArgumentException(
          "starts must run from 0 to the number of non-zeros, %d. Received: %d offsets"
              .formatted(indices.length, starts.length));
    }
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "indices and values must be equally long. Received: %d and %d"
              .formatted(indices.length, values.length));
    }
    for (int row = 0; row + 1 < starts.length; row++) {
      int previous = -1;
      for (int k = starts[row]; k < starts[row + 1]; k++) {
        if (indices[k] <= previous || indices[k] >= columns) {
          throw new IllegalArgumentException(
              "columns of a row must ascend and be < %d. Received: %d after %d (row %d)"
                  .formatted(columns, indices[k], previous, row));
        }
        previous = indices[k];
      }
    }
    this.columns = columns;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  /**
   * Rows whose arrays the caller fills anew for every batch and vouches for; {@code indices} and
   * {@code values} may be longer than the last offset.
   */
  public static SparseRows unchecked(int columns, int[] starts, int[] indices, float[] values) {
    return new SparseRows(starts, columns, indices, values);
  }

  private SparseRows(int[] starts, int columns, int[] indices, float[] values) {
    this.columns = columns;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  @Override
  public int rows() {
    return starts.length - 1;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int length(int row) {
    return starts[row + 1] - starts[row];
  }

  @Override
  public boolean isSparse() {
    return true;
  }

  public int[] starts() {
    return starts;
  }

  public int[] indices() {
    return indices;
  }

  public float[] values() {
    return values;
  }

  public int nonZeros() {
    return indices.length;
  }

  @Override
  public String toString() {
    return rows() + "×" + columns + " sparse, " + nonZeros() + " non-zeros";
  }
}
