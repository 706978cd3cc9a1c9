package org.lockstep.trainer.initializer;

import java.util.Map;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Stream;

/**
 * Normal with mean 0 and a chosen deviation, whatever the layer's width and not truncated; Keras'
 * RandomNormal.
 *
 * @param standardDeviation above 0; default 0.05 as in Keras
 */
public record Normal(double standardDeviation) implements Initializer {

  public Normal {
    if (!(standardDeviation > 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "standardDeviation must be a finite number > 0. Received: " + standardDeviation);
    }
  }

  public Normal() {
    this(0.05);
  }

  @Override
  public String name() {
    return "normal";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("standardDeviation", standardDeviation);
  }

  @Override
  public Initializer with(Map<String, Double> settings) {
    return new Normal(settings.get("standardDeviation"));
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    Stream stream = Initializer.stream(seed, layer);
    int size = kernel.rows() * kernel.columns();
    for (int i = 0; i < size; i++) {
      kernel.data()[kernel.offset() + i] = (float) (standardDeviation * stream.gaussianAt(i));
    }
  }
}
