package org.lockstep.driver.search.surrogate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The kernel of the largest marginal likelihood times prior, within bounds, from several starts by
 * Rprop: each logarithm has a step of its own that grows while its slope keeps the sign and shrinks
 * when that changes; the best point seen counts. After a few steps only the best start goes on. No
 * chance and no time in it.
 */
final class KernelFit {
  private static final double[] LENGTH = {0.05, 20};
  private static final double[] SIGNAL = {0.05, 20};
  private static final double[] NOISE = {1e-6, 1};

  /** Length scale and noise of each start: smooth, wiggly, and hardly anything but noise. */
  private static final double[][] STARTS = {{0.5, 1e-3}, {0.2, 1e-2}, {2, 0.2}};

  private static final int FIRST_STEPS = 12;
  private static final int MORE_STEPS = 60;
  private static final double FIRST_STEP = 0.3;
  private static final double LARGEST_STEP = 1;
  private static final double SMALLEST_STEP = 2e-3;
  private static final double GROW = 1.2;
  private static final double SHRINK = 0.5;

  private final double[][] x;
  private final double[] y;
  private final int[] parameters;
  private final int dimensions;
  private final KernelPrior prior;

  private KernelFit(double[][] x, double[] y, int[] parameters, KernelPrior prior) {
    this.x = x;
    this.y = y;
    this.parameters = parameters;
    this.prior = prior;
    this.dimensions = Arrays.stream(parameters).max().orElseThrow() + 1;
  }

  /**
   * @param x features (n, features)
   * @param y values of mean 0 and variance 1 (n)
   */
  static Matern fit(double[][] x, double[] y, int[] parameters, KernelPrior prior) {
    KernelFit fit = new KernelFit(x, y, parameters, prior);
    Climb best =
        Stream.of(STARTS)
            .map(start -> fit.new Climb(start[0], start[1]).steps(FIRST_STEPS))
            .max(Comparator.comparingDouble(climb -> climb.bestValue))
            .orElseThrow();
    return fit.kernel(best.steps(MORE_STEPS).best);
  }

  /** The way up from one start. */
  private final class Climb {
    private final double[] at = new double[dimensions + 2];
    private final double[] step = new double[dimensions + 2];
    private final double[] before = new double[dimensions + 2];
    private double[] best = at;
    private double bestValue = Double.NEGATIVE_INFINITY;

    Climb(double length, double noise) {
      Arrays.fill(at, StrictMath.log(length));
      at[dimensions] = 0;
      at[dimensions + 1] = StrictMath.log(noise);
      Arrays.fill(step, FIRST_STEP);
    }

    Climb steps(int most) {
      for (int i = 0; i < most && Arrays.stream(step).anyMatch(s -> s > SMALLEST_STEP); i++) {
        Posterior posterior = new Posterior(x, y, parameters, kernel(at), x.length);
        double value = posterior.logLikelihood() + prior.log(at);
        if (value > bestValue) {
          bestValue = value;
          best = at.clone();
        }
        move(posterior.gradient());
      }
      return this;
    }

    private void move(double[] gradient) {
      for (int j = 0; j < at.length; j++) {
        double sign = Math.signum(gradient[j] + prior.slope(at, j));
        step[j] *= sign * before[j] < 0 ? SHRINK : sign == before[j] ? GROW : 1;
        step[j] = Math.min(step[j], LARGEST_STEP);
        double moved = clamp(j, at[j] + sign * step[j]);
        if (moved == at[j]) {
          // At a bound and pushed against it.
          step[j] = Math.min(step[j], SMALLEST_STEP);
        }
        at[j] = moved;
        before[j] = sign;
      }
    }
  }

  private double clamp(int j, double logarithm) {
    double[] bounds = j < dimensions ? LENGTH : j == dimensions ? SIGNAL : NOISE;
    return Math.max(StrictMath.log(bounds[0]), Math.min(StrictMath.log(bounds[1]), logarithm));
  }

  private Matern kernel(double[] logarithms) {
    double[] values = Arrays.stream(logarithms).map(StrictMath::exp).toArray();
    return new Matern(
        Arrays.copyOf(values, dimensions), values[dimensions], values[dimensions + 1]);
  }
}
