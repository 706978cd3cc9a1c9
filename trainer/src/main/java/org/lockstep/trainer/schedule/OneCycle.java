package org.lockstep.trainer.schedule;

/**
 * Up to the learning rate and down again in half cosines, Smith &amp; Topin 2018, as PyTorch's
 * OneCycleLR with two phases, whose max_lr is our learning rate. The peak is at t = p = riseShare ·
 * totalSteps − 1, the end at t = e = totalSteps − 1:
 *
 * <pre>
 *   start = 1 / startDivisor,  end = start / endDivisor
 *   t ≤ p:   factor = 1 + (start − 1)·(1 + cos(π·t / p)) / 2
 *   t ≤ e:   factor = end + (1 − end)·(1 + cos(π·(t − p) / (e − p))) / 2
 * </pre>
 *
 * <p>and end from then on, where PyTorch refuses to go on. Momentum is not cycled.
 *
 * @param totalSteps at least 2
 * @param riseShare share of the steps before the peak: below 1, and so large that riseShare ·
 *     totalSteps is above 1; default 0.3
 * @param startDivisor at least 1; default 25
 * @param endDivisor at least 1; default 1e4
 */
public record OneCycle(long totalSteps, double riseShare, double startDivisor, double endDivisor)
    implements ScheduleSpec {

  public OneCycle {
    if (totalSteps < 2) {
      throw new IllegalArgumentException("totalSteps must be >= 2. Received: " + totalSteps);
    }
    if (!(riseShare * totalSteps > 1 && riseShare < 1)) {
      throw new IllegalArgumentException(
          "riseShare must be < 1 and > 1/totalSteps (%s). Received: %s"
              .formatted(1.0 / totalSteps, riseShare));
    }
    Settings.requireDivisor("startDivisor", startDivisor);
    Settings.requireDivisor("endDivisor", endDivisor);
  }

  @Override
  public String name() {
    return "one_cycle";
  }

  @Override
  public double factorAt(long step) {
    double start = 1 / startDivisor;
    double end = start / endDivisor;
    double t = Math.min(step, totalSteps) - 1;
    double peak = riseShare * totalSteps - 1;
    return t <= peak
        ? between(start, 1, t / peak)
        : between(1, end, (t - peak) / (totalSteps - 1 - peak));
  }

  /** From {@code from} to {@code to} along half a cosine. */
  private static double between(double from, double to, double progress) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
  }
}
