package org.lockstep.datasets.source;

import java.util.Arrays;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/**
 * The entries of a LIBSVM vector.
 *
 * @param indices from 0, ascending
 * @param values one an index
 * @param problem what is wrong with the text, or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one row, is never compared
record SparseEntries(int[] indices, double[] values, Problem problem) {
  private static final String COLUMN = "vector";

  /**
   * Reads {@code index:value …}, indices from 1.
   *
   * @param size the number of features, 0 for any
   */
  static SparseEntries parse(String text, int size) {
    String[] entries = text.isEmpty() ? new String[0] : text.split("\\s+");
    int[] indices = new int[entries.length];
    double[] values = new double[entries.length];
    int previous = -1;
    for (int i = 0; i < entries.length; i++) {
      int colon = entries[i].indexOf(':');
      int index = colon < 1 ? -1 : index(entries[i].substring(0, colon));
      if (index <= previous || (size > 0 && index >= size)) {
        return broken(Reasons.MALFORMED_VECTOR, entries[i]);
      }
      String number = entries[i].substring(colon + 1);
      double value = Numbers.parse(number);
      if (Double.isNaN(value)) {
        return broken(Numbers.problem(number), entries[i]);
      }
      indices[i] = index;
      values[i] = value;
      previous = index;
    }
    return new SparseEntries(indices, values, null);
  }

  /** The index from 0; −1 if it is no index. */
  private static int index(String text) {
    boolean digits = text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    long number = digits ? Long.parseLong(text) : 0;
    return number >= 1 && number < Integer.MAX_VALUE ? (int) (number - 1) : -1;
  }

  private static SparseEntries broken(String reason, String entry) {
    return new SparseEntries(
        new int[0], new double[0], new Problem(reason, COLUMN, Excerpt.of(entry)));
  }

  @Override
  public String toString() {
    return Arrays.toString(indices) + Arrays.toString(values);
  }
}
