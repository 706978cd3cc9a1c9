package org.lockstep.trainer.schedule;

/**
 * factor = rate^(t / decaySteps), as Keras' ExponentialDecay without its staircase.
 *
 * @param rate above 0 and at most 1: what {@code decaySteps} steps leave of the learning rate
 * @param decaySteps at least 1
 */
public record Exponential(double rate, long decaySteps) implements ScheduleSpec {

  public Exponential {
    Settings.requireRate(rate);
    Settings.requireSteps("decaySteps", decaySteps);
  }

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public double factorAt(long step) {
    return StrictMath.pow(rate, (step - 1) / (double) decaySteps);
  }
}
