package org.lockstep.driver.flow;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.model.Answer;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.prediction.Predictor;

/**
 * A network as a column function: features to the places of the predicted labels and to
 * probabilities, (1 − p, p) for binary, or to the outputs of a regression. Sent by Java
 * serialisation; each thread gets a predictor of its own.
 */
final class RowScorer implements UDF1<Vector, Row>, Serializable {
  private static final long serialVersionUID = 1L;

  /** {@code labels}: places; {@code outputs}: one number a label or a target. */
  static final StructType TYPE =
      new StructType()
          .add("labels", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          .add("outputs", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private final NetworkSpec network;
  private final Thresholds thresholds;
  private final float[] parameters;
  private transient ThreadLocal<Predictor> predictors;

  RowScorer(Model model) {
    this.network = model.network();
    this.thresholds = model.thresholds();
    this.parameters = model.parameters();
  }

  @Override
  public Row call(Vector features) {
    Matrix logits = predictor().logits(row(features));
    Matrix outputs = predictor().predictions(logits);
    return RowFactory.create(
        Answer.labels(network.task(), thresholds, logits, 0).stream().mapToInt(k -> k).toArray(),
        Answer.outputs(network.task(), outputs, 0).stream().mapToDouble(p -> p).toArray());
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
