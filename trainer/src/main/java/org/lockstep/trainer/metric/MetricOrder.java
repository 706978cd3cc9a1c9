package org.lockstep.trainer.metric;

import java.util.Set;

/** Whether more of a quantity is better. */
public final class MetricOrder {
  private static final Set<String> LOWER_IS_BETTER =
      Set.of(
          "loss",
          "objective",
          "hamming_loss",
          "kl_divergence",
          "mse",
          "rmse",
          "mae",
          "log_loss",
          "brier_score",
          "expected_calibration_error");

  private MetricOrder() {}

  /**
   * @param quantity {@code loss}, {@code objective} or a metric
   */
  public static boolean lowerIsBetter(String quantity) {
    return LOWER_IS_BETTER.contains(quantity);
  }
}
