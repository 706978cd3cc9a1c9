package org.lockstep.trainer.data;

import java.io.Serializable;
import org.lockstep.trainer.matrix.FeatureRows;

/**
 * The rows of one logical worker, in canonical order.
 *
 * <p>Features are (rows, inputs). Targets are row-major (rows, targetColumns): one column with the
 * class index for classification (0 or 1 for binary), one column per output for regression. Weights
 * are example weights, one a row.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class Shard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureRows features;
  private final float[] targets;
  private final int targetColumns;
  private final float[] weights;

  public Shard(FeatureRows features, float[] targets, int targetColumns, float[] weights) {
    if (targets.length != (long) features.rows() * targetColumns) {
      throw new IllegalArgumentException(
          "targets must hold rows·targetColumns = %d·%d numbers. Received: %d"
              .formatted(features.rows(), targetColumns, targets.length));
    }
    if (weights.length != features.rows()) {
      throw new IllegalArgumentException(
          "weights must hold one number a row, %d. Received: %d"
              .formatted(features.rows(), weights.length));
    }
    this.features = features;
    this.targets = targets;
    this.targetColumns = targetColumns;
    this.weights = weights;
  }

  private Shard(StreamedRows features, int targetColumns) {
    this.features = features;
    this.targets = new float[0];
    this.targetColumns = targetColumns;
    this.weights = new float[0];
  }

  /** A shard of which {@link EpochRows} brings the rows, with their targets and weights. */
  public static Shard streamed(StreamedRows features, int targetColumns) {
    return new Shard(features, targetColumns);
  }

  public boolean isStreamed() {
    return features instanceof StreamedRows;
  }

  public int rows() {
    return features.rows();
  }

  public FeatureRows features() {
    return features;
  }

  /**
   * @throws IllegalStateException if the shard is streamed
   */
  public float[] targets() {
    requireInMemory();
    return targets;
  }

  public int targetColumns() {
    return targetColumns;
  }

  /**
   * @throws IllegalStateException if the shard is streamed
   */
  public float[] weights() {
    requireInMemory();
    return weights;
  }

  private void requireInMemory() {
    if (isStreamed()) {
      throw new IllegalStateException(
          "targets and weights must be in memory. Received: " + features);
    }
  }
}
