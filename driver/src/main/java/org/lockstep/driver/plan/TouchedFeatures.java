package org.lockstep.driver.plan;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * How many different features the rows of a batch name: far fewer than its non-zeros, since common
 * terms come again. The expectation over batches drawn without replacement, from the document
 * frequencies of the job's own rows, so it needs no draws and no fit.
 */
public final class TouchedFeatures {
  private final int rows;

  /** ln 0! … ln rows!. */
  private final double[] logFactorials;

  /** Features by the number of rows that name them. */
  private final int[] frequencies;

  private final int[] counts;

  private TouchedFeatures(int rows, SortedMap<Integer, Integer> byFrequency) {
    this.rows = rows;
    this.logFactorials = new double[rows + 1];
    for (int i = 1; i <= rows; i++) {
      logFactorials[i] = logFactorials[i - 1] + Math.log(i);
    }
    this.frequencies = byFrequency.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.counts = byFrequency.values().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Counts the rows, at least one, that name each feature. */
  public static TouchedFeatures of(SparseRows rows) {
    if (rows.rows() == 0) {
      throw new IllegalArgumentException("rows must be at least one. Received: 0");
    }
    int[] indices = rows.indices().clone();
    Arrays.sort(indices);
    SortedMap<Integer, Integer> byFrequency = new TreeMap<>();
    int from = 0;
    for (int to = 1; to <= indices.length; to++) {
      if (to == indices.length || indices[to] != indices[from]) {
        byFrequency.merge(to - from, 1, Integer::sum);
        from = to;
      }
    }
    return new TouchedFeatures(rows.rows(), byFrequency);
  }

  /**
   * The expected number of features in b rows: Σ over features of 1 − C(R − d, b)/C(R, b), d of R
   * rows naming the feature. More than R rows name what R rows name.
   */
  public double expected(double batch) {
    int b = (int) Math.min(rows, Math.round(batch));
    double sum = 0;
    for (int i = 0; i < frequencies.length; i++) {
      sum += counts[i] * (1 - missed(frequencies[i], b));
    }
    return sum;
  }

  /** C(R − d, b)/C(R, b): the share of batches without any of d rows. */
  private double missed(int d, int b) {
    int others = rows - d - b;
    if (others < 0) {
      return 0;
    }
    return Math.exp(
        logFactorials[rows - d]
            - logFactorials[others]
            - (logFactorials[rows] - logFactorials[rows - b]));
  }
}
