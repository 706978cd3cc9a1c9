package org.lockstep.driver.cli;

import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.RunDirectory;

/**
 * Ctrl-C and SIGTERM. The JVM runs its shutdown hooks, Spark's among them, side by side; the hook
 * here writes {@code stopped}, and the failures that the vanishing Spark causes in the training
 * thread count as the same interruption.
 */
final class Interruption {
  private Interruption() {}

  /** From now on an interruption writes {@code stopped} into the run's status. */
  static Thread watch(RunDirectory run) {
    Thread hook = new Thread(run::stop, "lockstep-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  /** The run ended by itself. */
  static void unwatch(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running: it has the last word.
    }
  }

  /** Writes {@code failed}, or {@code stopped} if the JVM is on its way out. */
  static void failed(RunDirectory run, Failure failure) {
    if (shuttingDown()) {
      run.stop();
    } else {
      run.fail(failure);
    }
  }

  /** The JVM refuses a new hook only once it shuts down; nothing else tells. */
  static boolean shuttingDown() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
