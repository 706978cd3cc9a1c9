package org.lockstep.driver.plan;

import java.util.Arrays;

/**
 * How the time of the same work differs from step to step: a log-normal factor exp(σZ − σ²/2) of
 * mean 1, Z ~ N(0, 1), drawn for every rank and step anew. A synchronous step waits for the slowest
 * of n ranks (Dean &amp; Barroso, "The tail at scale", CACM 56, 2013).
 *
 * @param sigma of the logarithm, ≥ 0
 */
public record Noise(double sigma) {
  /** The 90% point of N(0, 1). */
  private static final double NINETY = 1.2815515655446004;

  private static final double REACH = 12;
  private static final int PIECES = 6000;

  public Noise {
    if (!(sigma >= 0) || sigma > 3) {
      throw new IllegalArgumentException("sigma must be from 0 to 3. Received: " + sigma);
    }
  }

  /** With a standard deviation of so many means: σ² = ln(1 + v²). */
  public static Noise ofVariation(double variation) {
    return new Noise(Math.sqrt(Math.log1p(variation * variation)));
  }

  /**
   * The noise of measured times of equal work: σ = ln(q₉₀/q₅₀)/1.28, the slow side alone, which is
   * what a barrier waits for, and not carried away by the few slowest.
   */
  public static Noise ofTimes(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double ninety = sorted[(int) (sorted.length * 0.9)];
    return new Noise(Math.min(3, Math.log(ninety / median) / NINETY));
  }

  /** The standard deviation in means: √(exp(σ²) − 1). */
  public double variation() {
    return Math.sqrt(Math.expm1(sigma * sigma));
  }

  /** The factor for a draw of N(0, 1). */
  public double factor(double z) {
    return Math.exp(sigma * z - sigma * sigma / 2);
  }

  /**
   * The expected largest of n factors: ∫ exp(σz − σ²/2)·n·φ(z)·Φ(z)ⁿ⁻¹ dz, by trapezoids from −12
   * to 12 (the order statistic's density: David &amp; Nagaraja, "Order Statistics", 2003, 2.1).
   */
  public double expectedMaximum(int ranks) {
    if (ranks == 1 || sigma == 0) {
      return 1;
    }
    double width = 2 * REACH / PIECES;
    double below = 0;
    double sum = 0;
    double before = density(-REACH);
    for (int i = 1; i <= PIECES; i++) {
      double z = -REACH + i * width;
      double density = density(z);
      double next = Math.min(1, below + width * (before + density) / 2);
      // The difference of Φⁿ is the density's integral over the piece, exact for any n.
      sum += factor(z - width / 2) * (Math.pow(next, ranks) - Math.pow(below, ranks));
      below = next;
      before = density;
    }
    return sum;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
