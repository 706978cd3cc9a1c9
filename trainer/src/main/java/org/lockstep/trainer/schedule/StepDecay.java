package org.lockstep.trainer.schedule;

/**
 * factor = rate^⌊t / decaySteps⌋: a stair. PyTorch's StepLR (gamma, step_size), Keras'
 * ExponentialDecay with its staircase.
 *
 * @param rate above 0 and at most 1: what each stair leaves of the learning rate
 * @param decaySteps steps a stair, at least 1
 */
public record StepDecay(double rate, long decaySteps) implements ScheduleSpec {

  public StepDecay {
    Settings.requireRate(rate);
    Settings.requireSteps("decaySteps", decaySteps);
  }

  @Override
  public String name() {
    return "step";
  }

  @Override
  public double factorAt(long step) {
    return StrictMath.pow(rate, (step - 1) / decaySteps);
  }
}
