package org.lockstep.trainer.schedule;

/**
 * factor = 1 / (1 + rate·t / decaySteps), as Keras' InverseTimeDecay without its staircase.
 *
 * @param rate at least 0
 * @param decaySteps at least 1
 */
public record InverseTime(double rate, long decaySteps) implements ScheduleSpec {

  public InverseTime {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate must be a finite number >= 0. Received: " + rate);
    }
    Settings.requireSteps("decaySteps", decaySteps);
  }

  @Override
  public String name() {
    return "inverse_time";
  }

  @Override
  public double factorAt(long step) {
    return 1 / (1 + rate * (step - 1) / decaySteps);
  }
}
