package org.lockstep.trainer.gradientcheck.passes;

import java.util.SplittableRandom;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Parameters at random in (−0.8, 0.8), multiples of 2⁻²²: floats hold them, and no sum of products
 * with features falls right on a kink.
 */
final class Point {
  private static final int MOST = 3_355_443;

  private Point() {}

  /**
   * @param attempt tells apart the points of one combination
   */
  static float[] of(Combination combination, int attempt) {
    SplittableRandom random = new SplittableRandom(combination.name().hashCode() + attempt);
    float[] parameters = new float[new ParameterLayout(combination.network()).size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextInt(-MOST, MOST + 1) * 0x1p-22f;
    }
    return parameters;
  }
}
