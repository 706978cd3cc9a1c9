package org.lockstep.driver.report;

import java.util.List;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.Task;

/**
 * A trained model's scores on data it is given.
 *
 * @param origin the path read
 * @param rows read, used and rejected
 * @param labels the classes or labels in order; empty for regression
 * @param targets the names of the numbers that a regression predicts; otherwise empty
 */
public record EvaluationOutcome(
    String origin,
    RejectedRows rows,
    Task task,
    List<String> labels,
    List<String> targets,
    Scores scores) {
  public EvaluationOutcome {
    labels = List.copyOf(labels);
    targets = List.copyOf(targets);
  }
}
