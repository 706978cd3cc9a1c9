package org.lockstep.trainer.training;

import java.io.Serializable;
import java.util.Arrays;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * Which rows of the first layer's kernel have a gradient in a step: those whose feature stands
 * among the non-zeros of the step's examples, a bit a row.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records. Not thread-safe.
 */
public final class TouchedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] words;

  /** None of that many rows. */
  public TouchedRows(int rows) {
    words = new long[(int) ((rows + 63L) / 64)];
  }

  /** Row r is bit r mod 64 of word r / 64; the live array. */
  public long[] words() {
    return words;
  }

  public void add(int row) {
    words[row >> 6] |= 1L << row;
  }

  /** Adds the features that a sparse batch names, whatever their values. */
  void addAll(MiniBatch batch) {
    SparseRows x = batch.sparse();
    int[] indices = x.indices();
    for (int i = 0; i < batch.rows(); i++) {
      int row = batch.order()[batch.from() + i];
      int end = x.starts()[row + 1];
      for (int k = x.starts()[row]; k < end; k++) {
        words[indices[k] >> 6] |= 1L << indices[k];
      }
    }
  }

  /** Adds rows 0 … count − 1. */
  void addFirst(int count) {
    for (int row = 0; row < count; row++) {
      add(row);
    }
  }

  /** Adds another set of as many rows. */
  public void addAll(TouchedRows other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  public boolean contains(int row) {
    return (words[row >> 6] & 1L << row) != 0;
  }

  public void clear() {
    Arrays.fill(words, 0);
  }
}
