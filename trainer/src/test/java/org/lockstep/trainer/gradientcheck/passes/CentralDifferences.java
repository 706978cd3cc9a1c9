package org.lockstep.trainer.gradientcheck.passes;

import java.util.Optional;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Compares the gradient with (f(θ+h) − f(θ−h)) / 2h, parameter by parameter.
 *
 * <p>At a kink of f (a ReLU's zero, a hinge's margin) there is no derivative to compare with, and a
 * difference across it is a mean of two slopes. A kink within 10h shows in that the differences
 * over h and over 10h disagree; then the network is tried at another point. That is decided from f
 * alone, so a wrong gradient cannot move the point.
 */
final class CentralDifferences {
  /** f and its derivatives are of order 1: rounding errs by 1e-10 and the third term by 1e-11. */
  private static final float H = 0x1p-18f;

  private static final double BOUND = 1e-8;
  private static final int POINTS = 20;

  private CentralDifferences() {}

  /** The first disagreement in words. */
  static Optional<String> disagreement(Combination combination) {
    Objective objective = new Objective(combination);
    for (int attempt = 0; attempt < POINTS; attempt++) {
      float[] parameters = Point.of(combination, attempt);
      double[] differences = differences(objective, parameters);
      if (differences != null) {
        return compare(combination, objective.gradient(parameters), differences);
      }
    }
    return Optional.of(combination.name() + ": a kink near each of " + POINTS + " points");
  }

  /** Null if there is a kink. */
  private static double[] differences(Objective objective, float[] parameters) {
    double[] differences = new double[parameters.length];
    for (int i = 0; i < differences.length; i++) {
      double near = difference(objective, parameters, i, H);
      double far = difference(objective, parameters, i, 10 * H);
      if (!agree(near, far)) {
        return null;
      }
      differences[i] = near;
    }
    return differences;
  }

  private static double difference(Objective objective, float[] parameters, int i, float h) {
    float before = parameters[i];
    parameters[i] = before + h;
    double above = objective.value(parameters);
    parameters[i] = before - h;
    double below = objective.value(parameters);
    parameters[i] = before;
    return (above - below) / (2 * h);
  }

  private static Optional<String> compare(
      Combination combination, float[] gradient, double[] differences) {
    for (ParameterLayout.Slice slice : new ParameterLayout(combination.network()).slices()) {
      for (int i = slice.offset(); i < slice.offset() + slice.size(); i++) {
        if (!agree(gradient[i], differences[i])) {
          return Optional.of(
              "%s: gradient of %s[%d] is %s, central difference %s"
                  .formatted(
                      combination.name(),
                      slice.name(),
                      i - slice.offset(),
                      gradient[i],
                      differences[i]));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean agree(double a, double b) {
    return Math.abs(a - b) <= BOUND * Math.max(1, Math.abs(b));
  }
}
