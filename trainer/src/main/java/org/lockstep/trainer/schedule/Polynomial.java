package org.lockstep.trainer.schedule;

/**
 * factor = minimum + (1 − minimum)·(1 − t / totalSteps)^power until t = totalSteps, minimum from
 * then on; power 1 is a straight line. Keras' PolynomialDecay without its cycle, whose end rate is
 * learningRate·minimum.
 *
 * @param totalSteps at least 1
 * @param minimum at least 0 and at most 1; default 0
 * @param power above 0; default 1
 */
public record Polynomial(long totalSteps, double minimum, double power) implements ScheduleSpec {

  public Polynomial {
    Settings.requireSteps("totalSteps", totalSteps);
    Settings.requireMinimum(minimum);
    Settings.requirePositive("power", power);
  }

  @Override
  public String name() {
    return "polynomial";
  }

  @Override
  public double factorAt(long step) {
    double progress = Math.min(step - 1, totalSteps) / (double) totalSteps;
    return minimum + (1 - minimum) * StrictMath.pow(1 - progress, power);
  }
}
