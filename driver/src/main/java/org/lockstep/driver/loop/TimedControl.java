package org.lockstep.driver.loop;

import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.step.Wish;

/** A control whose saves are counted as {@link Phase#CHECKPOINT}. */
public final class TimedControl implements RunControl {
  private final RunControl control;
  private final PhaseClock clock;

  /**
   * @param clock of the thread that runs the program
   */
  public TimedControl(RunControl control, PhaseClock clock) {
    this.control = control;
    this.clock = clock;
  }

  @Override
  public Wish wish(int epoch, int step, int steps) {
    return control.wish(epoch, step, steps);
  }

  @Override
  public void save(Snapshot state) {
    Phase before = clock.enter(Phase.CHECKPOINT);
    try {
      control.save(state);
    } finally {
      clock.enter(before);
    }
  }

  @Override
  public void ended(Snapshot state) {
    Phase before = clock.enter(Phase.CHECKPOINT);
    try {
      control.ended(state);
    } finally {
      clock.enter(before);
    }
  }
}
