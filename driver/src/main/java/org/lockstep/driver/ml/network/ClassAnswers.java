package org.lockstep.driver.ml.network;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

/** Logits, probabilities and the class of a row, those that are wanted, in this order. */
public final class ClassAnswers implements RowAnswers {
  private static final long serialVersionUID = 1L;

  private final WantedColumns wanted;
  private final double[] thresholds;

  /**
   * @param thresholds as Spark's: the class with the largest p / t wins; empty for the largest
   *     logit
   */
  public ClassAnswers(WantedColumns wanted, double[] thresholds) {
    this.wanted = wanted;
    this.thresholds = thresholds;
  }

  @Override
  public Object[] of(FittedNetwork network, Vector features) {
    Vector logits = raw(network, features);
    boolean weighed = wanted.prediction() && thresholds.length > 0;
    Vector probabilities =
        wanted.probability() || weighed ? probabilities(network, logits.copy()) : Vectors.zeros(0);
    return wanted.of(
        () -> logits,
        () -> probabilities,
        () -> (double) (weighed ? weighed(probabilities) : logits.argmax()));
  }

  /** The logits of a row, (−z, z) of one sigmoid output. */
  public static Vector raw(FittedNetwork network, Vector features) {
    double[] logits = VectorRow.doubles(network.logits(features));
    return isBinary(network) ? Vectors.dense(-logits[0], logits[0]) : Vectors.dense(logits);
  }

  /** The probabilities of {@link #raw}, in its place. */
  public static Vector probabilities(FittedNetwork network, Vector raw) {
    double[] values = ((DenseVector) raw).values();
    float[] logits = isBinary(network) ? new float[] {(float) values[1]} : VectorRow.floats(values);
    Matrix probabilities = network.predictions(new Matrix(logits, 0, 1, logits.length));
    if (isBinary(network)) {
      float positive = probabilities.get(0, 0);
      values[0] = 1 - positive;
      values[1] = positive;
      return raw;
    }
    System.arraycopy(VectorRow.doubles(probabilities), 0, values, 0, values.length);
    return raw;
  }

  /** As ProbabilisticClassificationModel.probability2prediction: 0 / 0 never wins. */
  private int weighed(Vector probabilities) {
    int winner = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < thresholds.length; label++) {
      double weighed = probabilities.apply(label) / thresholds[label];
      if (weighed > most) {
        most = weighed;
        winner = label;
      }
    }
    return winner;
  }

  private static boolean isBinary(FittedNetwork network) {
    return network.network().task() == Task.BINARY;
  }
}
