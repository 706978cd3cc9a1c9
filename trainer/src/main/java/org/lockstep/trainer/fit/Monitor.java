package org.lockstep.trainer.fit;

import java.util.List;
import org.lockstep.trainer.metric.MetricOrder;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;

/**
 * The quantity that a training is judged by, epoch by epoch: early stopping, the schedule that
 * watches for plateaus and the choice among restarts all ask for it.
 *
 * @param name as in the job file: {@code validation_loss}
 */
record Monitor(String name, boolean lowerIsBetter) {
  private static final String VALIDATION = "validation_";

  /**
   * What early stopping monitors; without it {@code validation_loss}, or {@code loss} if there is
   * no validation split.
   *
   * @throws IllegalArgumentException if there is no such quantity, or no validation split for it
   */
  static Monitor of(EarlyStoppingSpec spec, Task task, int outputs, boolean hasValidation) {
    String unwatched = hasValidation ? VALIDATION + "loss" : "loss";
    String name = spec.enabled() ? spec.monitor() : unwatched;
    String quantity = quantity(name);
    List<String> evaluated = Totals.evaluationMetricNames(task, outputs);
    boolean ofValidation = name.startsWith(VALIDATION);
    List<String> metrics = ofValidation ? evaluated : Totals.metricNames(task);
    if (!quantity.equals("loss") && !quantity.equals("objective") && !metrics.contains(quantity)) {
      throw new IllegalArgumentException(
          "earlyStopping.monitor must be loss, objective, %s, or validation_ before loss, objective, %s. Received: %s"
              .formatted(
                  String.join(", ", Totals.metricNames(task)), String.join(", ", evaluated), name));
    }
    if (ofValidation && !hasValidation) {
      throw new IllegalArgumentException(
          "earlyStopping.monitor must be a quantity of the training rows (such as loss), since"
              + " there is no validation split. Received: "
              + name);
    }
    return new Monitor(name, MetricOrder.lowerIsBetter(quantity));
  }

  /** The quantity after an epoch. */
  double value(EpochRecord record) {
    boolean validation = name.startsWith(VALIDATION);
    Scores scores = validation ? record.validation() : record.train();
    String quantity = quantity(name);
    return switch (quantity) {
      case "loss" -> scores.loss();
      case "objective" -> validation ? record.validationObjective() : record.objective();
      default -> scores.value(quantity);
    };
  }

  /** Whether a value beats the best by more than {@code minDelta}; NaN never does. */
  boolean better(double value, double best, double minDelta) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(value);
    }
    return lowerIsBetter ? value < best - minDelta : value > best + minDelta;
  }

  private static String quantity(String name) {
    return name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
  }
}
