package org.lockstep.trainer.network;

/**
 * One moving statistic of a batch normalization: m ← momentum·m + (1 − momentum)·s, where s is the
 * step's statistic.
 *
 * @param slice its place among the parameters
 * @param momentum the share of m that stays; 1 for a statistic that never moves
 */
public record MovingAverage(ParameterLayout.Slice slice, double momentum) {

  /**
   * Moves {@code parameters[from … from + length)}; both factors are doubles cast to float.
   *
   * @param gradient from {@code gradientFrom} on, times {@code inverse} the step's statistic
   */
  public void update(
      float[] parameters, int from, int length, float[] gradient, int gradientFrom, float inverse) {
    if (momentum == 1) {
      return;
    }
    float old = (float) momentum;
    float fresh = (float) (1 - momentum);
    for (int i = 0; i < length; i++) {
      float statistic = gradient[gradientFrom + i] * inverse;
      parameters[from + i] = old * parameters[from + i] + fresh * statistic;
    }
  }
}
