package org.lockstep.trainer.data;

import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * Some rows of a shard, as a step sees them. Reused from step to step: {@link #select} chooses the
 * rows. Targets, weights, dense features and rows elsewhere are gathered into buffers of its own;
 * sparse features in memory stay where they are, named by {@link #order} and {@link #from}. Not
 * thread-safe.
 */
public final class MiniBatch {
  private final Shard shard;
  private final float[] targets;
  private final float[] weights;
  private final float[] gathered;
  private float[] ownValues = new float[0];
  private float[] values = new float[0];
  private Matrix dense;
  private int[] order = new int[0];
  private int from;
  private int rows;

  /** Null unless the shard's rows are sparse and not in memory. */
  private final GatheredRows gatheredRows;

  /**
   * @param capacity the most rows that a step may select
   */
  public MiniBatch(Shard shard, int capacity) {
    this.shard = shard;
    this.targets = new float[Math.multiplyExact(capacity, shard.targetColumns())];
    this.weights = new float[capacity];
    int width = isSparse() ? 0 : shard.features().columns();
    this.gathered = new float[Math.multiplyExact(capacity, width)];
    this.dense = new Matrix(gathered, 0, 0, width);
    boolean inMemory = shard.features() instanceof SparseRows || !isSparse();
    this.gatheredRows = inMemory ? null : new GatheredRows(shard.features().columns(), capacity);
  }

  /** Row i of the batch becomes row {@code order[from + i]} of the shard, i &lt; to − from. */
  public void select(int[] order, int from, int to) {
    this.order = order;
    this.from = from;
    rows = to - from;
    int columns = shard.targetColumns();
    for (int i = 0; i < rows; i++) {
      int row = order[from + i];
      weights[i] = shard.weights()[row];
      System.arraycopy(shard.targets(), row * columns, targets, i * columns, columns);
    }
    if (isSparse()) {
      if (gatheredRows != null) {
        gatheredRows.gather((StoredRows) shard.features(), order, from, to);
        this.order = gatheredRows.order();
        this.from = 0;
      }
      values = sparse().values();
      return;
    }
    if (dense.rows() != rows) {
      dense = new Matrix(gathered, 0, rows, shard.features().columns());
    }
    if (shard.features() instanceof StoredRows stored) {
      for (int i = 0; i < rows; i++) {
        stored.copy(order[from + i], null, gathered, i * stored.columns());
      }
    } else {
      gather((Matrix) shard.features());
    }
  }

  /** Begins a batch of rows that are appended one by one. */
  void clear() {
    rows = 0;
    if (gatheredRows != null) {
      gatheredRows.clear();
    }
  }

  /** Copies a row of a shard in memory that is like the batch's. */
  void append(Shard block, int row) {
    int columns = shard.targetColumns();
    weights[rows] = block.weights()[row];
    System.arraycopy(block.targets(), row * columns, targets, rows * columns, columns);
    if (gatheredRows != null) {
      gatheredRows.append((SparseRows) block.features(), row);
    } else {
      Matrix source = (Matrix) block.features();
      int width = source.columns();
      System.arraycopy(source.data(), source.offset() + row * width, gathered, rows * width, width);
    }
    rows++;
  }

  /** The batch has its rows. */
  void finish() {
    if (gatheredRows != null) {
      gatheredRows.finish();
      order = gatheredRows.order();
      from = 0;
      values = sparse().values();
    } else if (dense.rows() != rows) {
      dense = new Matrix(gathered, 0, rows, shard.features().columns());
    }
  }

  private void gather(Matrix source) {
    int width = source.columns();
    for (int i = 0; i < rows; i++) {
      int start = source.offset() + order[from + i] * width;
      System.arraycopy(source.data(), start, gathered, i * width, width);
    }
  }

  public int rows() {
    return rows;
  }

  public boolean isSparse() {
    return shard.features().isSparse();
  }

  /** The batch's features (rows, inputs), a copy; only if the shard is dense. */
  public Matrix dense() {
    return dense;
  }

  /**
   * Features of which {@link #order} names the batch's rows, the shard's own if they are in memory;
   * only if it is sparse.
   */
  public SparseRows sparse() {
    return gatheredRows == null ? (SparseRows) shard.features() : gatheredRows.rows();
  }

  /** Numbers of the rows of {@link #sparse}; the batch begins at {@link #from}. */
  public int[] order() {
    return order;
  }

  public int from() {
    return from;
  }

  /** The values of {@link #sparse}, its own unless {@link #ownValues} has replaced them. */
  public float[] values() {
    return values;
  }

  /** Values of the batch's sparse rows that may be changed; the shard's stay as they are. */
  public float[] ownValues() {
    float[] source = sparse().values();
    if (values == source) {
      if (ownValues.length != source.length) {
        ownValues = new float[source.length];
      }
      for (int i = 0; i < rows; i++) {
        int start = sparse().starts()[order[from + i]];
        int length = sparse().starts()[order[from + i] + 1] - start;
        System.arraycopy(source, start, ownValues, start, length);
      }
      values = ownValues;
    }
    return ownValues;
  }

  /** Row-major (rows, targetColumns), perhaps longer. */
  public float[] targets() {
    return targets;
  }

  /** One a row, perhaps longer. */
  public float[] weights() {
    return weights;
  }
}
