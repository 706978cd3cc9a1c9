package org.lockstep.trainer.feature;

import java.io.Serializable;
import java.util.List;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * One sparse row: {@code values[k]} at column {@code indices[k]}, columns strictly ascending. The
 * arrays are not copied.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class SparseRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final int[] indices;
  private final float[] values;

  public SparseRow(int columns, int[] indices, float[] values) {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "indices and values must be equally long. Received: %d and %d"
              .formatted(indices.length, values.length));
    }
    this.columns = columns;
    this.indices = indices;
    this.values = values;
  }

  /** The rows stacked, in order, as compressed sparse rows of {@code columns} columns. */
  public static SparseRows stack(int columns, List<SparseRow> rows) {
    int[] starts = new int[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], rows.get(i).indices.length);
    }
    int[] indices = new int[starts[rows.size()]];
    float[] values = new float[indices.length];
    for (int i = 0; i < rows.size(); i++) {
      SparseRow row = rows.get(i);
      System.arraycopy(row.indices, 0, indices, starts[i], row.indices.length);
      System.arraycopy(row.values, 0, values, starts[i], row.values.length);
    }
    return new SparseRows(columns, starts, indices, values);
  }

  public int columns() {
    return columns;
  }

  public int[] indices() {
    return indices;
  }

  public float[] values() {
    return values;
  }
}
