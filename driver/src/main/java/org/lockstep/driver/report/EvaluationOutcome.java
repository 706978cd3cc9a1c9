package org.lockstep.driver.report;

import java.util.List;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.trainer.metric.Scores;

/**
 * A trained model's scores on data it is given.
 *
 * @param origin the path read
 * @param rows read, used and rejected
 * @param labels the classes in order; empty for regression
 */
public record EvaluationOutcome(
    String origin, RejectedRows rows, List<String> labels, Scores scores) {
  public EvaluationOutcome {
    labels = List.copyOf(labels);
  }
}
