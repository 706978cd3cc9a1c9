package org.lockstep.driver.ml.network;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Answer;
import org.lockstep.trainer.network.Task;

/** Logits, probabilities and the labels of a row, those that are wanted, in this order. */
public final class LabelSetAnswers implements RowAnswers {
  private static final long serialVersionUID = 1L;

  private final boolean raw;
  private final boolean probability;
  private final boolean prediction;
  private final Thresholds thresholds;

  public LabelSetAnswers(
      boolean raw, boolean probability, boolean prediction, Thresholds thresholds) {
    this.raw = raw;
    this.probability = probability;
    this.prediction = prediction;
    this.thresholds = thresholds;
  }

  @Override
  public Object[] of(FittedNetwork network, Vector features) {
    Matrix logits = network.logits(features);
    List<Object> answers = new ArrayList<>();
    if (raw) {
      answers.add(Vectors.dense(VectorRow.doubles(logits)));
    }
    if (probability) {
      answers.add(Vectors.dense(VectorRow.doubles(network.predictions(logits))));
    }
    if (prediction) {
      answers.add(labels(thresholds, logits));
    }
    return answers.toArray();
  }

  /** The numbers of the labels above their thresholds, ascending; decided on logits. */
  public static double[] labels(Thresholds thresholds, Matrix logits) {
    return Answer.labels(Task.MULTI_LABEL, thresholds, logits, 0).stream()
        .mapToDouble(Integer::doubleValue)
        .toArray();
  }
}
