package org.lockstep.driver.ml.network;

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

  private final WantedColumns wanted;
  private final Thresholds thresholds;

  public LabelSetAnswers(WantedColumns wanted, Thresholds thresholds) {
    this.wanted = wanted;
    this.thresholds = thresholds;
  }

  @Override
  public Object[] of(FittedNetwork network, Vector features) {
    Matrix logits = network.logits(features);
    return wanted.of(
        () -> Vectors.dense(VectorRow.doubles(logits)),
        () -> Vectors.dense(VectorRow.doubles(network.predictions(logits))),
        () -> labels(thresholds, logits));
  }

  /** The numbers of the labels above their thresholds, ascending; decided on logits. */
  public static double[] labels(Thresholds thresholds, Matrix logits) {
    return Answer.labels(Task.MULTI_LABEL, thresholds, logits, 0).stream()
        .mapToDouble(Integer::doubleValue)
        .toArray();
  }
}
