package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The moving mean and variance of the batch normalizations. They are part of the parameters, so
 * that they travel, are saved and are hashed with them, but no optimizer learns them: {@link
 * BackwardPass} puts w·statistic into their places of a worker's gradient, so the merged gradient
 * divided by the merged weight holds the workers' mean statistic s weighted by their examples, and
 *
 * <pre>
 *   m ← momentum·m + (1 − momentum)·s;   g ← 0
 * </pre>
 *
 * <p>A gradient of 0 is then left alone by clipping and by every optimizer.
 */
public final class MovingAverages {
  private final List<MovingAverage> averages = new ArrayList<>();

  public MovingAverages(NetworkSpec network) {
    this(network, slice -> true);
  }

  /**
   * @param moves whether a statistic moves; one that does not keeps its bits
   */
  public MovingAverages(NetworkSpec network, Predicate<ParameterLayout.Slice> moves) {
    List<BatchNormalizationSpec> specs =
        network.layers().stream()
            .filter(BatchNormalizationSpec.class::isInstance)
            .map(BatchNormalizationSpec.class::cast)
            .toList();
    for (ParameterLayout.Slice slice : new ParameterLayout(network).slices()) {
      if (!slice.trainable()) {
        averages.add(
            new MovingAverage(slice, moves.test(slice) ? specs.get(slice.layer()).momentum() : 1));
      }
    }
  }

  /** Each of them, in the order of the parameters. */
  public List<MovingAverage> all() {
    return List.copyOf(averages);
  }

  /**
   * Changes the moving averages in place and sets their gradient to 0.
   *
   * @param gradient merged and divided by the weight
   */
  public void update(float[] parameters, float[] gradient) {
    for (MovingAverage each : averages) {
      int from = each.slice().offset();
      each.update(parameters, from, each.slice().size(), gradient, from, 1);
      Arrays.fill(gradient, from, each.slice().end(), 0f);
    }
  }
}
