package org.lockstep.driver.scoring;

import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** Spark's vectors, which hold doubles, as the network's rows, which hold floats, and back. */
public final class VectorRow {
  private VectorRow() {}

  /** One row of features, sparse if the vector is; (1, size). */
  public static FeatureRows of(Vector features) {
    if (features instanceof SparseVector sparse) {
      return new SparseRows(
          sparse.size(),
          new int[] {0, sparse.indices().length},
          sparse.indices(),
          floats(sparse.values()));
    }
    return new Matrix(floats(features.toArray()), 0, 1, features.size());
  }

  /** Each number rounded. */
  public static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Each number as it is. */
  public static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** The numbers of a matrix of one row. */
  public static double[] doubles(Matrix row) {
    double[] doubles = new double[row.columns()];
    for (int k = 0; k < doubles.length; k++) {
      doubles[k] = row.get(0, k);
    }
    return doubles;
  }
}
