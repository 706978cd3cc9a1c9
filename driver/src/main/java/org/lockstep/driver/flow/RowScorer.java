package org.lockstep.driver.flow;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.api.java.UDF1;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.prediction.Predictor;

/**
 * A network as a column function: features to probabilities, (1 − p, p) for binary, or to the
 * outputs of a regression. Sent by Java serialisation; each thread gets a predictor of its own.
 */
final class RowScorer implements UDF1<Vector, double[]>, Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final float[] parameters;
  private transient ThreadLocal<Predictor> predictors;

  RowScorer(Model model) {
    this.network = model.network();
    this.parameters = model.parameters();
  }

  @Override
  public double[] call(Vector features) {
    Matrix row = predictor().probabilities(row(features));
    if (network.task() == Task.BINARY) {
      return new double[] {1 - row.get(0, 0), row.get(0, 0)};
    }
    double[] outputs = new double[row.columns()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = row.get(0, i);
    }
    return outputs;
  }

  private synchronized Predictor predictor() {
    if (predictors == null) {
      predictors = ThreadLocal.withInitial(() -> new Predictor(network, parameters));
    }
    return predictors.get();
  }

  private static FeatureRows row(Vector features) {
    if (features instanceof SparseVector sparse) {
      return new SparseRows(
          sparse.size(),
          new int[] {0, sparse.indices().length},
          sparse.indices(),
          floats(sparse.values()));
    }
    return new Matrix(floats(features.toArray()), 0, 1, features.size());
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
