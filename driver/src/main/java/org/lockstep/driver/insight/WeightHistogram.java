package org.lockstep.driver.insight;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/**
 * How the numbers of a kernel, bias or other slice are spread.
 *
 * @param name {@code dense_1/kernel}
 * @param edges ascending, one more than bins
 * @param counts numbers in [edge b, edge b+1), in the last bin the upper edge, too
 * @param norm ‖·‖₂
 * @param zeros how many are exactly 0
 */
public record WeightHistogram(
    String name, double[] edges, long[] counts, double min, double max, double norm, long zeros) {
  /** Bins at most; one where all numbers are equal. */
  public static final int BINS = 40;

  /** One a slice, in the order of the parameters. */
  public static List<WeightHistogram> of(Model model) {
    return of(model.network(), model.parameters());
  }

  /** One a slice, in the order of the parameters. */
  public static List<WeightHistogram> of(NetworkSpec network, float[] parameters) {
    List<WeightHistogram> all = new ArrayList<>();
    for (Slice slice : new ParameterLayout(network).slices()) {
      all.add(of(slice.name(), parameters, slice.offset(), slice.end()));
    }
    return all;
  }

  /** Of bins of equal width from the least to the greatest number. */
  public static WeightHistogram of(
      String name, double min, double max, double norm, long zeros, long[] counts) {
    double low = max > min ? min : min - 0.5;
    double width = max > min ? (max - min) / counts.length : 1;
    double[] edges = new double[counts.length + 1];
    for (int b = 0; b < edges.length; b++) {
      edges[b] = low + b * width;
    }
    return new WeightHistogram(name, edges, counts, min, max, norm, zeros);
  }

  /** Of {@code values[from … to)}, at least one number. */
  public static WeightHistogram of(String name, float[] values, int from, int to) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double squares = 0;
    long zeros = 0;
    for (int i = from; i < to; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
      squares += (double) values[i] * values[i];
      zeros += values[i] == 0 ? 1 : 0;
    }
    int bins = max > min ? BINS : 1;
    double low = max > min ? min : min - 0.5;
    double width = max > min ? (max - min) / bins : 1;
    long[] counts = new long[bins];
    for (int i = from; i < to; i++) {
      counts[(int) Math.max(0, Math.min(bins - 1, (values[i] - low) / width))]++;
    }
    return of(name, min, max, Math.sqrt(squares), zeros, counts);
  }

  /**
   * The numbers over other bins, as if those of a bin were spread evenly.
   *
   * @param places ascending edges, one more than bins
   */
  public double[] over(double[] places) {
    double[] counts = new double[places.length - 1];
    for (int b = 0; b < this.counts.length; b++) {
      double width = edges[b + 1] - edges[b];
      for (int i = 0; i < counts.length; i++) {
        double common = Math.min(edges[b + 1], places[i + 1]) - Math.max(edges[b], places[i]);
        counts[i] += this.counts[b] * Math.max(0, common) / width;
      }
    }
    return counts;
  }

  /** How many numbers. */
  public long size() {
    long size = 0;
    for (long count : counts) {
      size += count;
    }
    return size;
  }
}
