package org.lockstep.driver.search.judge;

import java.util.Arrays;

/**
 * Scores of one setting over divisions.
 *
 * @param mean x̄ = Σx/n
 * @param deviation s = √(Σ(x − x̄)²/(n − 1)); 0 for one score
 * @param count n ≥ 1
 */
public record Spread(double mean, double deviation, int count) {

  public static Spread of(double... scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("scores must be at least one. Received: none");
    }
    double mean = Arrays.stream(scores).sum() / scores.length;
    double squares = Arrays.stream(scores).map(x -> (x - mean) * (x - mean)).sum();
    return new Spread(
        mean, scores.length == 1 ? 0 : Math.sqrt(squares / (scores.length - 1)), scores.length);
  }
}
