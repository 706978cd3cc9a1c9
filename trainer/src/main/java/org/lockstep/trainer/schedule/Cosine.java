package org.lockstep.trainer.schedule;

/**
 * factor = minimum + (1 − minimum)·(1 + cos(π·t / totalSteps)) / 2 until t = totalSteps, minimum
 * from then on. Loshchilov &amp; Hutter 2017 without restarts; Keras' CosineDecay, whose alpha is
 * our minimum.
 *
 * @param totalSteps at least 1
 * @param minimum at least 0 and at most 1; default 0
 */
public record Cosine(long totalSteps, double minimum) implements ScheduleSpec {

  public Cosine {
    Settings.requireSteps("totalSteps", totalSteps);
    Settings.requireMinimum(minimum);
  }

  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public double factorAt(long step) {
    double progress = Math.min(step - 1, totalSteps) / (double) totalSteps;
    return minimum + (1 - minimum) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
  }
}
