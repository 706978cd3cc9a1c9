package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.decision.Decision;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

/**
 * What the outputs of a network mean for a row: the places of the labels that it predicts, and a
 * probability for each label. The one way from logits to labels for all who predict.
 */
public final class Answer {

  private Answer() {}

  /**
   * The places of the predicted labels: one class, any number of labels, none for numbers.
   *
   * @param logits (rows, outputs)
   */
  public static List<Integer> labels(Task task, Thresholds thresholds, Matrix logits, int row) {
    return switch (task) {
      case MULTICLASS, DISTRIBUTION -> List.of(Decision.largest(logits, row));
      case BINARY -> List.of(isPositive(thresholds, logits, row, 0) ? 1 : 0);
      case MULTI_LABEL -> {
        List<Integer> positive = new ArrayList<>();
        for (int k = 0; k < logits.columns(); k++) {
          if (isPositive(thresholds, logits, row, k)) {
            positive.add(k);
          }
        }
        yield positive;
      }
      case REGRESSION, RECONSTRUCTION -> List.of();
    };
  }

  /**
   * One number a label, (1 − p, p) for binary; the outputs of a regression or reconstruction.
   *
   * @param probabilities (rows, outputs), as {@code Predictor} makes them of logits
   */
  public static List<Float> outputs(Task task, Matrix probabilities, int row) {
    List<Float> outputs = new ArrayList<>();
    if (task == Task.BINARY) {
      outputs.add(1 - probabilities.get(row, 0));
    }
    for (int k = 0; k < probabilities.columns(); k++) {
      outputs.add(probabilities.get(row, k));
    }
    return outputs;
  }

  private static boolean isPositive(Thresholds thresholds, Matrix logits, int row, int output) {
    return Decision.isPositive(logits.get(row, output), thresholds.cut(output));
  }
}
