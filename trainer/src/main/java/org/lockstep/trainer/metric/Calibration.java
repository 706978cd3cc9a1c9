package org.lockstep.trainer.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Expected calibration error: ECE = Σ_b n_b/n · |accuracy(b) − confidence(b)| over 15 bins of equal
 * width, bin b holding the rows whose confidence lies in (b/15, (b+1)/15] (Guo et al. 2017, section
 * 3). The confidence of a row is the probability of the predicted class, the larger of p and 1 − p
 * for binary.
 *
 * <p>Counts merge exactly, the sums of confidences in the order of merging.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class Calibration implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int BINS = 15;

  private final long[] rows = new long[BINS];
  private final long[] hits = new long[BINS];
  private final double[] confidences = new double[BINS];

  void count(double confidence, boolean hit) {
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
    rows[bin]++;
    hits[bin] += hit ? 1 : 0;
    confidences[bin] += confidence;
  }

  void add(Calibration other) {
    for (int bin = 0; bin < BINS; bin++) {
      rows[bin] += other.rows[bin];
      hits[bin] += other.hits[bin];
      confidences[bin] += other.confidences[bin];
    }
  }

  void clear() {
    Arrays.fill(rows, 0);
    Arrays.fill(hits, 0);
    Arrays.fill(confidences, 0);
  }

  /** Shows all numbers to a wire, and keeps what it gives back. */
  void numbers(TotalsWire wire) {
    wire.pass(rows);
    wire.pass(hits);
    wire.pass(confidences);
  }

  /** All bins, ascending. */
  List<CalibrationBin> bins() {
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(
          new CalibrationBin(
              (double) bin / BINS,
              (bin + 1.0) / BINS,
              rows[bin],
              confidences[bin] / rows[bin],
              (double) hits[bin] / rows[bin]));
    }
    return bins;
  }

  /** The error over all rows, in [0, 1]; NaN without rows. */
  double error() {
    double gaps = 0;
    long all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      gaps += Math.abs(hits[bin] - confidences[bin]);
      all += rows[bin];
    }
    return gaps / all;
  }
}
