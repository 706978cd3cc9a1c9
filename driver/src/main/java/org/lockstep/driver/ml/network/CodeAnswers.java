package org.lockstep.driver.ml.network;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Code, reconstruction and error of a row, those that are wanted, in this order, by a whole
 * autoencoder: its code is taken on the way.
 */
public final class CodeAnswers implements RowAnswers {
  private static final long serialVersionUID = 1L;

  private final boolean code;
  private final boolean reconstruction;
  private final boolean error;
  private final int layer;

  /**
   * @param layer which dense layer makes the code, counted from 0
   */
  public CodeAnswers(boolean code, boolean reconstruction, boolean error, int layer) {
    this.code = code;
    this.reconstruction = reconstruction;
    this.error = error;
    this.layer = layer;
  }

  @Override
  public Object[] of(FittedNetwork network, Vector features) {
    Matrix hidden = Matrix.zeros(1, network.network().dense().get(layer).units());
    Vector again =
        Vectors.dense(
            VectorRow.doubles(network.predictions(network.logits(features, layer, hidden))));
    List<Object> answers = new ArrayList<>();
    if (code) {
      answers.add(Vectors.dense(VectorRow.doubles(hidden)));
    }
    if (reconstruction) {
      answers.add(again);
    }
    if (error) {
      answers.add(error(features, again));
    }
    return answers.toArray();
  }

  /** Mean squared difference of a row and its reconstruction. */
  public static double error(Vector features, Vector again) {
    return Vectors.sqdist(features, again) / features.size();
  }
}
