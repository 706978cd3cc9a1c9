package org.lockstep.trainer.schedule;

/**
 * Half cosines one after the other, Loshchilov &amp; Hutter 2017 (SGDR). In cycle i, which has
 * firstSteps·lengthFactorⁱ steps, s of them made:
 *
 * <pre>
 *   factor = minimum + (1 − minimum)·peakFactorⁱ·(1 + cos(π·s / steps of the cycle)) / 2
 * </pre>
 *
 * <p>As Keras' CosineDecayRestarts (t_mul, m_mul, alpha). PyTorch's CosineAnnealingWarmRestarts is
 * the same with whole lengths and without peakFactor.
 *
 * @param firstSteps steps of the first cycle, at least 1
 * @param lengthFactor at least 1; default 2
 * @param peakFactor above 0 and at most 1; default 1
 * @param minimum at least 0 and at most 1; default 0
 */
public record CosineRestarts(
    long firstSteps, double lengthFactor, double peakFactor, double minimum)
    implements ScheduleSpec {

  public CosineRestarts {
    Settings.requireSteps("firstSteps", firstSteps);
    if (!(lengthFactor >= 1) || Double.isInfinite(lengthFactor)) {
      throw new IllegalArgumentException(
          "lengthFactor must be a finite number >= 1. Received: " + lengthFactor);
    }
    if (!(peakFactor > 0 && peakFactor <= 1)) {
      throw new IllegalArgumentException(
          "peakFactor must be > 0 and <= 1. Received: " + peakFactor);
    }
    Settings.requireMinimum(minimum);
  }

  @Override
  public String name() {
    return "cosine_restarts";
  }

  @Override
  public double factorAt(long step) {
    double made = step - 1;
    double length = firstSteps;
    double peak = 1;
    while (made >= length) {
      made -= length;
      length *= lengthFactor;
      peak *= peakFactor;
    }
    return minimum + (1 - minimum) * peak * (1 + StrictMath.cos(Math.PI * (made / length))) / 2;
  }
}
