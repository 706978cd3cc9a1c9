package org.lockstep.trainer.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For one class against the rest: how many rows of the class and how many others lie in each bin of
 * the score u = ln(p / (1 − p)). Bins have equal width on [−32, 32], each with its upper edge; what
 * lies beyond is counted in the outermost ones. Equal widths of log-odds, not of p, keep near 0 and
 * near 1 apart what a sure network puts there.
 *
 * <p>Rows in one bin count as evenly mixed. With a_b rows of the class and c_b others in bin b, A
 * and C in all, the error is at most
 *
 * <ul>
 *   <li>½·Σ_b (a_b/A)·(c_b/C) for the area under the ROC curve: only pairs within a bin can be
 *       ranked wrongly, and each of them counts one half;
 *   <li>Σ_b (a_b/A)·(h_b − l_b) for the average precision, with h_b = (A_b + a_b)/(A_b + a_b + C_b)
 *       and l_b = (A_b + 1)/(A_b + 1 + C_b + c_b), where A_b and C_b count the rows above bin b:
 *       the exact precision at each row of the bin lies between the two, and so does ours.
 * </ul>
 *
 * <p>Where no bin holds rows of both kinds, both areas are exact. Counts are whole numbers: merging
 * is exact.
 */
public final class ScoreHistogram implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double RANGE = 32;
  private static final int MOST_BINS = 2048;
  private static final int FEWEST_BINS = 64;
  private static final int BINS_OF_ALL_CLASSES = 65_536;

  private final long[] own;
  private final long[] others;

  ScoreHistogram(int bins) {
    this.own = new long[bins];
    this.others = new long[bins];
  }

  /**
   * Bins of each of so many histograms: 2,048 (a width of 1/32) up to 63, and less for more, so
   * that up to 2,047 classes together take at most 2 MB.
   */
  static int bins(int histograms) {
    int bins = BINS_OF_ALL_CLASSES / Integer.highestOneBit(histograms);
    return Math.max(FEWEST_BINS, Math.min(MOST_BINS, bins));
  }

  /** The bin of a score; bins ascend with scores. */
  int bin(double score) {
    double place = (score + RANGE) * (own.length / (2 * RANGE));
    return (int) Math.max(0, Math.min(own.length - 1.0, Math.ceil(place) - 1));
  }

  int bins() {
    return own.length;
  }

  /** The score that is the lower edge of a bin, and belongs to the bin below. */
  double lowerEdge(int bin) {
    return bin * (2 * RANGE / own.length) - RANGE;
  }

  /**
   * The F1 of saying "of the class" above a score; exact if the score is an edge of bins. 0 where
   * it would be 0/0.
   */
  double f1Above(double score) {
    int first = bin(score) + 1;
    double hits = 0;
    double said = 0;
    double rows = 0;
    for (int bin = 0; bin < own.length; bin++) {
      rows += own[bin];
      hits += bin >= first ? own[bin] : 0;
      said += bin >= first ? own[bin] + others[bin] : 0;
    }
    return ClassScores.quotient(2 * hits, said + rows);
  }

  void count(double score, boolean ofTheClass) {
    (ofTheClass ? own : others)[bin(score)]++;
  }

  void add(ScoreHistogram histogram) {
    for (int bin = 0; bin < own.length; bin++) {
      own[bin] += histogram.own[bin];
      others[bin] += histogram.others[bin];
    }
  }

  /** Shows all numbers to a wire, and keeps what it gives back. */
  void numbers(TotalsWire wire) {
    wire.pass(own);
    wire.pass(others);
  }

  void clear() {
    Arrays.fill(own, 0);
    Arrays.fill(others, 0);
  }

  /**
   * The counts as a curve over thresholds, from above all rows down to below all; at most about so
   * many points, of which those that change the counts most are kept.
   */
  ThresholdCurve curve(int most) {
    double rows = 0;
    double rest = 0;
    for (int bin = 0; bin < own.length; bin++) {
      rows += own[bin];
      rest += others[bin];
    }
    double share = (rows + rest) / most;
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {1, 0 / rest, 0 / rows, 1});
    double hits = 0;
    double misses = 0;
    double since = 0;
    for (int bin = own.length - 1; bin >= 0; bin--) {
      hits += own[bin];
      misses += others[bin];
      since += own[bin] + others[bin];
      boolean all = hits + misses == rows + rest;
      if (since > 0 && (since >= share || all)) {
        double threshold = 1 / (1 + Math.exp(-lowerEdge(bin)));
        points.add(new double[] {threshold, misses / rest, hits / rows, hits / (hits + misses)});
        since = 0;
      }
    }
    double[][] columns = new double[4][points.size()];
    for (int i = 0; i < points.size(); i++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][i] = points.get(i)[c];
      }
    }
    return new ThresholdCurve(columns[0], columns[1], columns[2], columns[3]);
  }

  /**
   * The share of pairs (row of the class, other row) in which the first has the higher score, ties
   * counting one half; NaN where there are no pairs.
   */
  double rocArea() {
    double pairs = 0;
    double othersBelow = 0;
    double rows = 0;
    for (int bin = 0; bin < own.length; bin++) {
      pairs += own[bin] * (othersBelow + 0.5 * others[bin]);
      othersBelow += others[bin];
      rows += own[bin];
    }
    return pairs / (rows * othersBelow);
  }

  /**
   * The mean over the rows of the class of the precision at that row, (rows of the class with a
   * score as high) / (all rows with a score as high): scikit-learn's {@code
   * average_precision_score}, without interpolation. Of the c others in a bin, i/(a + 1) are
   * expected above the i-th of its a rows. NaN without rows of the class.
   */
  double averagePrecision() {
    double sum = 0;
    double found = 0;
    double othersAbove = 0;
    for (int bin = own.length - 1; bin >= 0; bin--) {
      double othersPerRow = others[bin] / (own[bin] + 1.0);
      for (long i = 1; i <= own[bin]; i++) {
        sum += (found + i) / (found + i + othersAbove + othersPerRow * i);
      }
      found += own[bin];
      othersAbove += others[bin];
    }
    return sum / found;
  }
}
