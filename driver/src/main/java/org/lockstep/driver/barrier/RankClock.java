package org.lockstep.driver.barrier;

import java.util.function.Consumer;
import org.lockstep.driver.loop.HashingListener;
import org.lockstep.driver.loop.PhaseClock;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;

/**
 * What a rank that is not the first tells of its epochs: where its time went, to Spark's metrics of
 * its own process after each, to the driver about once a second, since hundreds of ranks may finish
 * hundreds of epochs in that time.
 */
final class RankClock implements EpochListener {
  private static final long TELL_NANOS = 1_000_000_000L;

  private final PhaseClock clock;
  private final Consumer<RankTimes> line;
  private PhaseSeconds untold = PhaseSeconds.none();
  private long toldAt = System.nanoTime();
  private int epoch;

  /**
   * @param clock of the thread that runs the program
   * @param line to the driver
   */
  RankClock(PhaseClock clock, Consumer<RankTimes> line) {
    this.clock = clock;
    this.line = line;
  }

  @Override
  public void epochFinished(EpochRecord record, float[] parameters) {
    PhaseSeconds seconds = clock.lap();
    HashingListener.show(record, seconds);
    untold = untold.plus(seconds);
    epoch = record.epoch();
    long now = System.nanoTime();
    if (now - toldAt > TELL_NANOS) {
      toldAt = now;
      tell(false);
    }
  }

  private void tell(boolean last) {
    line.accept(new RankTimes(epoch, untold, last));
    untold = PhaseSeconds.none();
  }

  /** The program has ended: tells the rest. */
  void end() {
    tell(true);
  }
}
