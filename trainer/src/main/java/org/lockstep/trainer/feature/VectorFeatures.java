package org.lockstep.trainer.feature;

import java.util.Objects;
import org.lockstep.trainer.matrix.Matrix;

/** Numeric vectors as they come (LIBSVM): no statistics, no scaling; input i is named x(i+1). */
public final class VectorFeatures implements FeaturePipeline {
  private static final long serialVersionUID = 1L;

  private final int width;

  public VectorFeatures(int width) {
    if (width < 1) {
      throw new IllegalArgumentException("width must be >= 1. Received: " + width);
    }
    this.width = width;
  }

  @Override
  public Kind kind() {
    return Kind.VECTOR;
  }

  @Override
  public int width() {
    return width;
  }

  /** {@code x1} for input 0: LIBSVM counts from one. */
  @Override
  public String featureName(int index) {
    return "x" + (Objects.checkIndex(index, width) + 1);
  }

  /** One vector as a (1, width) matrix of floats. */
  public Matrix transform(double[] vector) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "a vector must hold %d numbers. Received: %d".formatted(width, vector.length));
    }
    float[] row = new float[width];
    for (int i = 0; i < width; i++) {
      row[i] = (float) vector[i];
      if (!Float.isFinite(row[i])) {
        throw new IllegalArgumentException(
            "a vector's numbers must be finite floats. Received: %s (%s)"
                .formatted(vector[i], featureName(i)));
      }
    }
    return new Matrix(row, 0, 1, width);
  }
}
