package org.lockstep.trainer.schedule;

import java.util.Optional;

/**
 * Lowers the learning rate when the monitored quantity no longer improves: after {@code patience}
 * epochs without a better one, factor ← max(factor·{@code factor}, {@code minimum}). Keras'
 * ReduceLROnPlateau, whose patience and cooldown count the epoch they end with; PyTorch's counts of
 * both are one less. The quantity is the one that early stopping monitors.
 *
 * <p>Within an epoch the factor stands still; what changes it is a value that is merged over all
 * workers, so that every loop takes the same decisions.
 *
 * @param factor above 0 and below 1: what each reduction leaves of the learning rate
 * @param patience epochs without improvement before a reduction, at least 1
 * @param minDelta the least change that counts as improvement, at least 0, in the quantity's unit
 * @param cooldown epochs after a reduction that are not counted against patience, the one in which
 *     it ends excepted; at least 0
 * @param minimum the least factor, from 0 to 1
 */
public record ReduceOnPlateau(
    double factor, int patience, double minDelta, int cooldown, double minimum)
    implements ScheduleSpec {

  /**
   * Where a training stands: all that a checkpoint has to keep of this schedule.
   *
   * @param factor on the learning rate of the next epoch
   * @param best value so far; NaN if there is none
   * @param badEpochs epochs without improvement that count against patience
   * @param cooldownLeft epochs of the cooldown to come
   */
  public record State(double factor, double best, int badEpochs, int cooldownLeft) {

    /** Before the first epoch: the full rate. */
    public static State start() {
      return new State(1, Double.NaN, 0, 0);
    }
  }

  public ReduceOnPlateau {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("factor must be > 0 and < 1. Received: " + factor);
    }
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be >= 1. Received: " + patience);
    }
    if (!(minDelta >= 0) || Double.isInfinite(minDelta)) {
      throw new IllegalArgumentException(
          "minDelta must be a finite number >= 0. Received: " + minDelta);
    }
    if (cooldown < 0) {
      throw new IllegalArgumentException("cooldown must be >= 0. Received: " + cooldown);
    }
    Settings.requireMinimum(minimum);
  }

  @Override
  public String name() {
    return "reduce_on_plateau";
  }

  /** 1: no step changes the rate, only {@link #after} does. */
  @Override
  public double factorAt(long step) {
    return 1;
  }

  @Override
  public Optional<ReduceOnPlateau> plateau() {
    return Optional.of(this);
  }

  /**
   * The state after one more epoch. A NaN is no improvement.
   *
   * @param value of the monitored quantity after the epoch
   * @param lowerIsBetter whether the quantity is a loss or an error, and not a score
   */
  public State after(State state, double value, boolean lowerIsBetter) {
    int cooling = Math.max(0, state.cooldownLeft() - 1);
    if (improved(state.best(), value, lowerIsBetter)) {
      return new State(state.factor(), value, 0, cooling);
    }
    if (cooling > 0) {
      return new State(state.factor(), state.best(), 0, cooling);
    }
    int bad = state.cooldownLeft() > 0 ? 1 : state.badEpochs() + 1;
    if (bad >= patience && state.factor() > minimum) {
      double reduced = Math.max(state.factor() * factor, minimum);
      return new State(reduced, state.best(), 0, cooldown);
    }
    return new State(state.factor(), state.best(), bad, 0);
  }

  private boolean improved(double best, double value, boolean lowerIsBetter) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(value);
    }
    return lowerIsBetter ? value < best - minDelta : value > best + minDelta;
  }
}
