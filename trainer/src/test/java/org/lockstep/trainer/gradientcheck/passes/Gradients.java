package org.lockstep.trainer.gradientcheck.passes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The smooth gradient of every combination at its first point, by name. */
public final class Gradients implements Supplier<Map<String, double[]>> {

  @Override
  public Map<String, double[]> get() {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (Combination combination : Combination.all()) {
      float[] point = Point.of(combination, 0);
      float[] gradient = new Objective(combination).smoothGradient(point);
      double[] values = new double[gradient.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = gradient[i];
      }
      gradients.put(combination.name(), values);
    }
    return gradients;
  }
}
