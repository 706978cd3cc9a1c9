package org.lockstep.driver.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets {@code status.json} say every few seconds that the process lives: a process that is killed
 * cannot say that it does not.
 */
final class Heartbeat implements AutoCloseable {
  /** Between two beats. */
  static final Duration EVERY = Duration.ofSeconds(5);

  /** Without a beat for so long, a run on another machine counts as lost. */
  static final Duration LOST_AFTER = Duration.ofSeconds(60);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lockstep-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  Heartbeat(RunStatus status) {
    timer.scheduleWithFixedDelay(
        status::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
