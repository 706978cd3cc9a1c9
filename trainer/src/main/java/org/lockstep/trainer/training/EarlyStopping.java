package org.lockstep.trainer.training;

import java.util.List;
import java.util.Set;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;

/**
 * Follows the monitored quantity over the epochs. The first epoch is the best so far whatever its
 * value; NaN is never better than a number.
 */
final class EarlyStopping {
  private static final String VALIDATION = "validation_";
  private static final Set<String> LOWER_IS_BETTER =
      Set.of(
          "loss",
          "objective",
          "mse",
          "rmse",
          "mae",
          "log_loss",
          "brier_score",
          "expected_calibration_error");

  private final EarlyStoppingSpec spec;
  private final String monitor;
  private final boolean lowerIsBetter;
  private double best = Double.NaN;
  private int bestEpoch;
  private int epoch;

  /**
   * @throws IllegalArgumentException if there is no such quantity, or no validation split for it
   */
  EarlyStopping(EarlyStoppingSpec spec, Task task, int outputs, boolean hasValidation) {
    this.spec = spec;
    String unwatched = hasValidation ? VALIDATION + "loss" : "loss";
    this.monitor = spec.enabled() ? spec.monitor() : unwatched;
    String quantity = quantity(monitor);
    List<String> evaluated = Totals.evaluationMetricNames(task, outputs);
    boolean ofValidation = monitor.startsWith(VALIDATION);
    List<String> metrics = ofValidation ? evaluated : Totals.metricNames(task);
    if (!quantity.equals("loss") && !quantity.equals("objective") && !metrics.contains(quantity)) {
      throw new IllegalArgumentException(
          "earlyStopping.monitor must be loss, objective, %s, or validation_ before loss, objective, %s. Received: %s"
              .formatted(
                  String.join(", ", Totals.metricNames(task)),
                  String.join(", ", evaluated),
                  monitor));
    }
    if (ofValidation && !hasValidation) {
      throw new IllegalArgumentException(
          "earlyStopping.monitor must be a quantity of the training rows (such as loss), since there is no validation split. Received: "
              + monitor);
    }
    this.lowerIsBetter = LOWER_IS_BETTER.contains(quantity);
  }

  private static String quantity(String monitor) {
    return monitor.startsWith(VALIDATION) ? monitor.substring(VALIDATION.length()) : monitor;
  }

  /** Counts an epoch; true if it is the best so far. */
  boolean observe(double value) {
    epoch++;
    boolean better =
        Double.isNaN(best)
            ? epoch == 1 || !Double.isNaN(value)
            : lowerIsBetter ? value < best - spec.minDelta() : value > best + spec.minDelta();
    if (better) {
      best = value;
      bestEpoch = epoch;
    }
    return better;
  }

  /** The monitored quantity of an epoch. */
  double value(EpochRecord record) {
    boolean validation = monitor.startsWith(VALIDATION);
    var scores = validation ? record.validation() : record.train();
    String quantity = quantity(monitor);
    return switch (quantity) {
      case "loss" -> scores.loss();
      case "objective" -> validation ? record.validationObjective() : record.objective();
      default -> scores.value(quantity);
    };
  }

  boolean shouldStop() {
    return spec.enabled() && epoch - bestEpoch >= spec.patience();
  }

  int bestEpoch() {
    return bestEpoch;
  }

  String reason() {
    return "%s has not improved for %d %s; epoch %d was the best (%s)"
        .formatted(
            monitor, spec.patience(), spec.patience() == 1 ? "epoch" : "epochs", bestEpoch, best);
  }
}
