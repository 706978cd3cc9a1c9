package org.lockstep.trainer.schedule;

import java.util.Optional;

/**
 * A straight line up to the first factor of another schedule, which starts when it is reached
 * (Goyal et al. 2017, section 2.2):
 *
 * <pre>
 *   t &lt; steps:   factor = after(first step)·(t + 1) / (steps + 1)
 *   else:        factor = after, with the warm-up's steps not counted
 * </pre>
 *
 * <p>So 4 steps go 0.2, 0.4, 0.6, 0.8, and the fifth is at full rate. (Keras' CosineDecay warms up
 * with t / steps: its first step changes nothing.)
 *
 * @param steps at least 1
 * @param after any schedule but another warm-up
 */
public record Warmup(long steps, ScheduleSpec after) implements ScheduleSpec {

  public Warmup {
    Settings.requireSteps("warmupSteps", steps);
    if (after instanceof Warmup) {
      throw new IllegalArgumentException(
          "the schedule after a warm-up must not be another warm-up. Received: " + after);
    }
  }

  /** That of the schedule behind it, which the job file names. */
  @Override
  public String name() {
    return after.name();
  }

  @Override
  public Optional<ReduceOnPlateau> plateau() {
    return after.plateau();
  }

  @Override
  public double factorAt(long step) {
    return step <= steps
        ? after.factorAt(1) * ((double) step / (steps + 1))
        : after.factorAt(step - steps);
  }
}
