package org.lockstep.trainer.schedule;

import java.util.List;

/**
 * factor = factors[i] for boundaries[i − 1] ≤ t &lt; boundaries[i]: so many steps with the first
 * factor as the first boundary says. PyTorch's MultiStepLR counts alike; Keras'
 * PiecewiseConstantDecay changes one step later.
 *
 * @param boundaries steps made before each change, at least 1 and ascending; at least one
 * @param factors finite and at least 0, one more than boundaries
 */
public record Piecewise(List<Long> boundaries, List<Double> factors) implements ScheduleSpec {

  public Piecewise {
    boundaries = List.copyOf(boundaries);
    factors = List.copyOf(factors);
    long before = 0;
    for (long boundary : boundaries) {
      if (boundary <= before) {
        throw new IllegalArgumentException(
            "boundaries must be >= 1 and ascending. Received: " + boundaries);
      }
      before = boundary;
    }
    if (boundaries.isEmpty()) {
      throw new IllegalArgumentException("boundaries must be at least one. Received: []");
    }
    if (factors.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException(
          "factors must be one more than the %d boundaries. Received: %s"
              .formatted(boundaries.size(), factors));
    }
    for (double factor : factors) {
      if (!(factor >= 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "factors must be finite numbers >= 0. Received: " + factors);
      }
    }
  }

  @Override
  public String name() {
    return "piecewise";
  }

  @Override
  public double factorAt(long step) {
    int piece = 0;
    while (piece < boundaries.size() && step - 1 >= boundaries.get(piece)) {
      piece++;
    }
    return factors.get(piece);
  }
}
