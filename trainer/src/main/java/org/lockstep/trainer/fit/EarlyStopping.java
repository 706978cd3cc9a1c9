package org.lockstep.trainer.fit;

import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EarlyStoppingSpec;

/**
 * Follows the monitored quantity over the epochs. The first epoch is the best so far whatever its
 * value; NaN is never better than a number.
 */
final class EarlyStopping {
  private final EarlyStoppingSpec spec;
  private final Monitor monitor;
  private double best = Double.NaN;
  private int bestEpoch;
  private int epoch;

  /**
   * @throws IllegalArgumentException as {@link Monitor#of}
   */
  EarlyStopping(EarlyStoppingSpec spec, Task task, int outputs, boolean hasValidation) {
    this(spec, Monitor.of(spec, task, outputs, hasValidation));
  }

  EarlyStopping(EarlyStoppingSpec spec, Monitor monitor) {
    this.spec = spec;
    this.monitor = monitor;
  }

  /** Counts an epoch; true if it is the best so far. */
  boolean observe(double value) {
    epoch++;
    boolean better = epoch == 1 || monitor.better(value, best, spec.minDelta());
    if (better) {
      best = value;
      bestEpoch = epoch;
    }
    return better;
  }

  boolean shouldStop() {
    return spec.enabled() && epoch - bestEpoch >= spec.patience();
  }

  int bestEpoch() {
    return bestEpoch;
  }

  String reason() {
    return "%s has not improved for %d %s; epoch %d was the best (%s)"
        .formatted(
            monitor.name(),
            spec.patience(),
            spec.patience() == 1 ? "epoch" : "epochs",
            bestEpoch,
            best);
  }
}
