package org.lockstep.trainer.initializer;

import java.util.Arrays;
import java.util.Map;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Every element the same: the units of the layer start alike, and unless random weights of the next
 * layer tell them apart they receive the same gradient and stay one unit for ever. Right for a
 * single linear layer.
 *
 * @param value finite; default 0 as in Keras
 */
public record Constant(double value) implements Initializer {

  public Constant {
    if (!Float.isFinite((float) value)) {
      throw new IllegalArgumentException("value must be a finite float. Received: " + value);
    }
  }

  public Constant() {
    this(0);
  }

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("value", value);
  }

  @Override
  public Initializer with(Map<String, Double> settings) {
    return new Constant(settings.get("value"));
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    int from = kernel.offset();
    Arrays.fill(kernel.data(), from, from + kernel.rows() * kernel.columns(), (float) value);
  }
}
