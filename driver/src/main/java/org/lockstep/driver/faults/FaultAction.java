package org.lockstep.driver.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What strikes the JVM of a rank. */
enum FaultAction {
  /** Throws an {@link IllegalStateException}. */
  THROW {
    @Override
    void strike(String title) {
      throw new IllegalStateException("the fault plan wants it: " + title);
    }
  },
  /** {@code kill -9} of the own process: no hook, no last word. */
  KILL {
    @Override
    void strike(String title) {
      signal("-KILL");
    }
  },
  /** Freezes the own process with SIGSTOP; it goes on when somebody continues it. */
  STOP {
    @Override
    void strike(String title) {
      signal("-STOP");
    }
  },
  /** Sleeps for a second: a straggler. */
  STALL {
    @Override
    void strike(String title) {
      sleep(STALL_SECONDS);
    }
  },
  /**
   * Says nothing more to the other ranks until the task is interrupted, while its process, its
   * connections and its line to the driver live on: a network that delivers nothing.
   */
  MUTE {
    @Override
    void strike(String title) {
      sleep(MUTE_SECONDS);
    }
  };

  private static final int STALL_SECONDS = 1;
  private static final int MUTE_SECONDS = 600;
  private static final int SIGNAL_SECONDS = 10;

  abstract void strike(String title);

  private static void signal(String signal) {
    try {
      String self = Long.toString(ProcessHandle.current().pid());
      Process kill = new ProcessBuilder("kill", signal, self).start();
      kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException("kill must be there for the fault plan", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
