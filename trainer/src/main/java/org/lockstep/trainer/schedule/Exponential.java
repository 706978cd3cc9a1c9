package org.lockstep.trainer.schedule;

/**
 * factor = rate^(t / decaySteps), as Keras' ExponentialDecay without its staircase.
 *
 * @param rate above 0 and at most 1: what {@code decaySteps} steps leave of the learning rate
 * @param decaySteps at least 1
 */
public record Exponential(double rate, long decaySteps) implements ScheduleSpec {

  public Exponential {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be > 0 and <= 1. Received: " + rate);
    }
    if (decaySteps < 1) {
      throw new IllegalArgumentException("decaySteps must be >= 1. Received: " + decaySteps);
    }
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
