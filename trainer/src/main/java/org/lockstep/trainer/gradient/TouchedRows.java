package org.lockstep.trainer.gradient;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /**
   * Adds the features that a sparse batch names, whatever their values.
   *
   * @param marks a zero for every row, at least 64 for every word; zeros again afterwards
   */
  void addAll(MiniBatch batch, byte[] marks) {
    // Setting a byte waits for nothing; setting a bit waits for the bit before it.
    SparseRows x = batch.sparse();
    int[] indices = x.indices();
    for (int i = 0; i < batch.rows(); i++) {
      int row = batch.order()[batch.from() + i];
      int end = x.starts()[row + 1];
      for (int k = x.starts()[row]; k < end; k++) {
        marks[indices[k]] = 1;
      }
    }
    for (int word = 0; word < words.length; word++) {
      for (int eight = 0; eight < 8; eight++) {
        long bytes = (long) BYTES.get(marks, 64 * word + 8 * eight);
        // Brings the low bits of eight bytes together in the highest byte.
        words[word] |= (bytes * 0x0102040810204080L >>> 56) << 8 * eight;
      }
    }
    Arrays.fill(marks, (byte) 0);
  }

  /** Adds rows 0 … count − 1. */
  public void addFirst(int count) {
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
