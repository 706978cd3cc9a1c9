package org.lockstep.driver.barrier;

import java.util.function.IntFunction;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.step.Wish;

/** Wishes something at the end of an epoch, and keeps what it gets. */
class SavingControl implements RunControl {
  private final IntFunction<Wish> wishes;
  private TrainingState newest;
  private TrainingState ended;

  /**
   * @param wishes by the epoch's number, counted from 1
   */
  SavingControl(IntFunction<Wish> wishes) {
    this.wishes = wishes;
  }

  TrainingState newest() {
    return newest;
  }

  TrainingState ended() {
    return ended;
  }

  @Override
  public Wish wish(int epoch, int step, int steps) {
    return step == steps - 1 ? wishes.apply(epoch + 1) : Wish.NONE;
  }

  @Override
  public void save(Snapshot state) {
    newest = state.copy();
  }

  @Override
  public void ended(Snapshot state) {
    ended = state.copy();
  }
}
