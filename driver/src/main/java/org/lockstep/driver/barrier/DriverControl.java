package org.lockstep.driver.barrier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.lockstep.driver.exchange.Tracker;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.step.Wish;

/**
 * The driver's end of a run's control: asks for wishes between the ranks' reports, and keeps the
 * newest state, from which a run that fails goes on.
 */
final class DriverControl {
  private final RunControl control;
  private final int steps;
  private Optional<byte[]> newest;
  private final boolean wantsTheEnd;
  private int epoch;
  private boolean stopWished;

  /** Null while as many tasks train as there can be. */
  private Regrowth regrowth;

  private boolean growing;

  /**
   * @param steps of an epoch
   * @param start the state to begin from
   * @param wantsTheEnd whether {@code control} is to be given the state of the end
   */
  DriverControl(RunControl control, int steps, Optional<byte[]> start, boolean wantsTheEnd) {
    this.control = control;
    this.steps = steps;
    this.newest = start;
    this.wantsTheEnd = wantsTheEnd;
  }

  /** Whether the state of the end is asked for. */
  boolean wantsTheEnd() {
    return wantsTheEnd;
  }

  /** The newest state that was handed out; empty if there is none. */
  Optional<byte[]> newest() {
    return newest;
  }

  /**
   * An epoch is over.
   *
   * @param finished counted from 1
   */
  void epochFinished(int finished, Tracker tracker) {
    epoch = finished;
    pass(control.wish(finished - 1, steps - 1, steps), tracker);
  }

  /**
   * An attempt begins.
   *
   * @param next null if its tasks are as many as there can be
   */
  void begin(Regrowth next) {
    regrowth = next;
    growing = false;
  }

  /** The attempt is over. */
  void end() {
    if (regrowth != null) {
      regrowth.end();
    }
  }

  /** Whether the ranks were told to stop only to go on with more tasks. */
  boolean stopsToGrow() {
    return growing && !stopWished;
  }

  /** Time has passed. */
  void look(Tracker tracker) {
    pass(control.wish(epoch, 0, steps), tracker);
    if (regrowth != null && !growing && regrowth.isDue()) {
      growing = true;
      tracker.stop();
    }
  }

  private void pass(Wish wish, Tracker tracker) {
    if (wish == Wish.SAVE) {
      tracker.save();
    } else if (wish == Wish.SAVE_AND_STOP) {
      stopWished = true;
      tracker.stop();
    }
  }

  void saved(byte[] state) {
    newest = Optional.of(state);
    control.save(() -> read(state));
  }

  void ended(byte[] state) {
    control.ended(() -> read(state));
  }

  static TrainingState read(byte[] state) {
    try {
      return TrainingStateBytes.read(new ByteArrayInputStream(state), state.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
