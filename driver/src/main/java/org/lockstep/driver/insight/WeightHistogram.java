package org.lockstep.driver.insight;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.model.Model;
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
  private static final int BINS = 40;

  /** One a slice, in the order of the parameters. */
  public static List<WeightHistogram> of(Model model) {
    List<WeightHistogram> all = new ArrayList<>();
    for (Slice slice : new ParameterLayout(model.network()).slices()) {
      all.add(of(slice.name(), model.parameters(), slice.offset(), slice.end()));
    }
    return all;
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
    double[] edges = new double[bins + 1];
    for (int b = 0; b <= bins; b++) {
      edges[b] = low + b * width;
    }
    long[] counts = new long[bins];
    for (int i = from; i < to; i++) {
      counts[(int) Math.max(0, Math.min(bins - 1, (values[i] - low) / width))]++;
    }
    return new WeightHistogram(name, edges, counts, min, max, Math.sqrt(squares), zeros);
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
