package org.lockstep.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream from which no byte has come for too long, so that its reader wakes up. */
final class StallGuard implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "download-stall-guard");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long lastByte = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream guarded, Duration limit) {
    long period = Math.max(1, limit.toMillis() / 10);
    var watch =
        clock.scheduleAtFixedRate(
            () -> {
              if (!stalled && System.nanoTime() - lastByte > limit.toNanos()) {
                stalled = true;
                close(guarded);
              }
            },
            period,
            period,
            TimeUnit.MILLISECONDS);
    if (watch.isCancelled()) {
      throw new IllegalStateException("the stall guard did not start");
    }
  }

  /** Bytes have come. */
  void progressed() {
    lastByte = System.nanoTime();
  }

  boolean stalled() {
    return stalled;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      System.getLogger(StallGuard.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a stalled download", e);
    }
  }
}
