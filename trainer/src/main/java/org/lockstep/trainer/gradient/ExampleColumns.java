package org.lockstep.trainer.gradient;

import java.util.Arrays;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * A worker's examples of one step, feature by feature, and the deltas that they brought to the
 * first layer, of one network or of several side by side: what the gradient Xᵀ·Δ of any row of that
 * layer's kernel can be computed from, also some steps later. A row is one chain of fused
 * multiply-adds from +0, examples ascending, as in {@link Kernel#addTransposedSparseProduct}, but
 * stays in registers, where the product by examples reads and writes a row for every non-zero.
 *
 * <p>Made once, for the most non-zeros that a step can have. Filled by one thread, then read by
 * any.
 */
public final class ExampleColumns {
  /** Entries of a cache line. */
  private static final int LINE = 16;

  private final int units;
  private final long[] words;

  /** Of every word, how many rows the words before it name. */
  private final int[] ranks;

  /** Where the entries of the r-th row that is named begin. */
  private final int[] starts;

  /** Where the entries of a word's rows begin, and after the last word where they end. */
  private final int[] wordStarts;

  private final int[] examples;
  private final float[] values;
  private final float[] deltas;

  /**
   * @param features rows of the first kernel
   * @param units its columns, of all networks together
   * @param capacity the most examples
   * @param nonZeros the most that these have together
   */
  ExampleColumns(int features, int units, int capacity, int nonZeros) {
    this.units = units;
    this.words = new long[(int) ((features + 63L) / 64)];
    this.ranks = new int[words.length];
    this.starts = new int[Math.min(features, nonZeros) + 1];
    this.wordStarts = new int[words.length + 1];
    this.examples = new int[nonZeros];
    this.values = new float[nonZeros];
    this.deltas = new float[Math.multiplyExact(capacity, units)];
  }

  /**
   * @param batch its examples are turned
   * @param touched exactly the features that they name
   * @param cursors a zero for every feature; zeros again afterwards
   */
  void fill(MiniBatch batch, TouchedRows touched, int[] cursors) {
    System.arraycopy(touched.words(), 0, words, 0, words.length);
    count(batch, cursors);
    countsToStarts(cursors);
    SparseRows x = batch.sparse();
    int[] indices = x.indices();
    float[] from = batch.values();
    for (int i = 0; i < batch.rows(); i++) {
      int row = batch.order()[batch.from() + i];
      int end = x.starts()[row + 1];
      for (int k = x.starts()[row]; k < end; k++) {
        int place = cursors[indices[k]]++;
        examples[place] = i;
        values[place] = from[k];
      }
    }
    Arrays.fill(cursors, 0);
  }

  /**
   * Keeps ∂ℓ/∂z of one network.
   *
   * @param delta (examples, that network's units)
   * @param place of its first unit among those of all
   */
  void put(Matrix delta, int place) {
    int width = delta.columns();
    if (width == units) {
      System.arraycopy(delta.data(), delta.offset(), deltas, 0, delta.rows() * units);
      return;
    }
    for (int i = 0; i < delta.rows(); i++) {
      System.arraycopy(delta.data(), delta.offset() + i * width, deltas, i * units + place, width);
    }
  }

  private static void count(MiniBatch batch, int[] cursors) {
    SparseRows x = batch.sparse();
    int[] indices = x.indices();
    for (int i = 0; i < batch.rows(); i++) {
      int row = batch.order()[batch.from() + i];
      int end = x.starts()[row + 1];
      for (int k = x.starts()[row]; k < end; k++) {
        cursors[indices[k]]++;
      }
    }
  }

  private void countsToStarts(int[] cursors) {
    int rank = 0;
    int sum = 0;
    for (int word = 0; word < words.length; word++) {
      ranks[word] = rank;
      wordStarts[word] = sum;
      for (long bits = words[word]; bits != 0; bits &= bits - 1) {
        int row = 64 * word + Long.numberOfTrailingZeros(bits);
        starts[rank++] = sum;
        int count = cursors[row];
        cursors[row] = sum;
        sum += count;
      }
    }
    starts[rank] = sum;
    wordStarts[words.length] = sum;
  }

  /** No examples. */
  public void clear() {
    Arrays.fill(words, 0);
    Arrays.fill(wordStarts, 0);
  }

  /** Features 64·word … 64·word + 63 that an example names, a bit each. */
  public long word(int word) {
    return words[word];
  }

  public boolean contains(int row) {
    return (words[row >> 6] & 1L << row) != 0;
  }

  /**
   * Has memory bring what the gradients of a word's rows are computed from, but for the deltas.
   *
   * @return something of what was read, lest it be read in vain
   */
  public float prefetch(int word) {
    float sum = starts[ranks[word]] + starts[ranks[word] + Long.bitCount(words[word])];
    int end = wordStarts[word + 1];
    for (int k = wordStarts[word]; k < end; k += LINE) {
      sum += examples[k] + values[k];
    }
    return sum;
  }

  /** Adds the gradient of a row that is named to {@code out[0 … units)}. */
  public void addGradient(int row, Kernel kernel, float[] out) {
    long before = words[row >> 6] & (1L << row) - 1;
    int rank = ranks[row >> 6] + Long.bitCount(before);
    kernel.addCombination(
        examples, values, starts[rank], starts[rank + 1], deltas, 0, units, out, 0);
  }

  /**
   * Adds the gradients of rows 64·word … 64·word + 63, a bit each, to rows that lie one behind the
   * other.
   *
   * @param which of the rows, as far as they are named
   * @param placed rows that have a place in {@code out}, these among them
   */
  public void addGradients(int word, long which, long placed, Kernel kernel, float[] out) {
    long named = words[word];
    int first = ranks[word];
    for (long bits = which & named; bits != 0; bits &= bits - 1) {
      long before = (bits & -bits) - 1;
      int rank = first + Long.bitCount(named & before);
      int to = units * Long.bitCount(placed & before);
      kernel.addCombination(
          examples, values, starts[rank], starts[rank + 1], deltas, 0, units, out, to);
    }
  }
}
