package org.lockstep.trainer.training;

import java.io.Serializable;

/**
 * When to stop before the last epoch, and which epoch's parameters to keep.
 *
 * <p>After each epoch the monitored quantity is compared with the best so far; it is better if it
 * is lower (losses, errors) or higher (scores) by more than {@code minDelta}. After {@code
 * patience} epochs without a better one training stops.
 *
 * @param patience epochs without improvement before stopping, ≥ 1
 * @param minDelta the least change that counts as improvement, ≥ 0, in the quantity's own unit
 * @param restoreBest whether the result is the best epoch's parameters, also when the last epoch
 *     was reached, instead of the last epoch's
 * @param monitor {@code validation_loss}, {@code validation_objective}, {@code loss}, {@code
 *     objective}, or a score: {@code macro_f1} (of the training rows as they were seen), {@code
 *     validation_macro_f1}
 */
public record EarlyStoppingSpec(int patience, double minDelta, boolean restoreBest, String monitor)
    implements Serializable {

  private static final String NOTHING = "none";

  public EarlyStoppingSpec {
    if (monitor == null || monitor.isBlank()) {
      throw new IllegalArgumentException(
          "earlyStopping.monitor must name a quantity, such as validation_loss. Received: "
              + monitor);
    }
    if (!monitor.equals(NOTHING) && patience < 1) {
      throw new IllegalArgumentException(
          "earlyStopping.patience must be >= 1. Received: " + patience);
    }
    if (!(minDelta >= 0) || Double.isInfinite(minDelta)) {
      throw new IllegalArgumentException(
          "earlyStopping.minDelta must be >= 0 and finite. Received: " + minDelta);
    }
  }

  /** All epochs are run and the last parameters are the result. */
  public static EarlyStoppingSpec none() {
    return new EarlyStoppingSpec(0, 0, false, NOTHING);
  }

  /** False for {@link #none()}. */
  public boolean enabled() {
    return !monitor.equals(NOTHING);
  }
}
