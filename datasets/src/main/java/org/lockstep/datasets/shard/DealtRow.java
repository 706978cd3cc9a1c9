package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** One row on its way to its shard: features as floats, targets, weight. */
final class DealtRow implements Serializable {
  private static final long serialVersionUID = 1L;

  final int columns;

  /** Ascending columns of {@code values}; null for a dense row. */
  final int[] indices;

  final float[] values;
  final float[] targets;
  final float weight;

  private DealtRow(int columns, int[] indices, float[] values, float[] targets, float weight) {
    this.columns = columns;
    this.indices = indices;
    this.values = values;
    this.targets = targets;
    this.weight = weight;
  }

  /**
   * Rounds the features to floats; a sparse row loses the zeros that it stores.
   *
   * @throws IllegalArgumentException for a number that is not finite as a float
   */
  static DealtRow of(Vector features, float[] targets, float weight) {
    if (!(features instanceof SparseVector sparse)) {
      float[] values = floats(features.toArray(), "feature");
      return new DealtRow(features.size(), null, values, targets, weight);
    }
    int[] indices = sparse.indices();
    float[] values = floats(sparse.values(), "feature");
    int kept = 0;
    for (float value : values) {
      kept += value != 0 ? 1 : 0;
    }
    if (kept < values.length) {
      int[] keptIndices = new int[kept];
      float[] keptValues = new float[kept];
      for (int from = 0, to = 0; from < values.length; from++) {
        if (values[from] != 0) {
          keptIndices[to] = indices[from];
          keptValues[to++] = values[from];
        }
      }
      return new DealtRow(sparse.size(), keptIndices, keptValues, targets, weight);
    }
    return new DealtRow(sparse.size(), indices, values, targets, weight);
  }

  /** The row without zeros, its numbers' columns named. */
  DealtRow sparse() {
    if (indices != null) {
      return this;
    }
    int[] found = new int[values.length];
    float[] kept = new float[values.length];
    int count = 0;
    for (int column = 0; column < values.length; column++) {
      if (values[column] != 0) {
        found[count] = column;
        kept[count++] = values[column];
      }
    }
    return new DealtRow(
        columns, Arrays.copyOf(found, count), Arrays.copyOf(kept, count), targets, weight);
  }

  static float[] floats(double[] numbers, String what) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = finite(numbers[i], what);
    }
    return floats;
  }

  static float finite(double number, String what) {
    float value = (float) number;
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s must be a finite float. Received: %s".formatted(what, number));
    }
    return value;
  }

  @Override
  public String toString() {
    String features = indices == null ? "" : Arrays.toString(indices);
    return columns + " columns " + features + Arrays.toString(values);
  }
}
