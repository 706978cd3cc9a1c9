package org.lockstep.driver.cli;

import org.apache.spark.util.ShutdownHookManager;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.RunDirectory;
import scala.runtime.BoxedUnit;

/**
 * Ctrl-C and SIGTERM. The hook here runs before Spark's: it lets the training hand out its state at
 * the end of its step, and writes {@code stopped}. The failures that the vanishing Spark then
 * causes in the training thread count as the same interruption.
 */
final class Interruption {
  /** Spark's hooks run by priority, and its context stops at 50: until then steps can be made. */
  private static final int BEFORE_SPARK = 1000;

  private Interruption() {}

  /**
   * From now on an interruption saves what can be saved, writes {@code stopped} into the run's
   * status and says how to go on.
   *
   * @param work says more, and how
   */
  static Object watch(RunDirectory run, AttendedRun.Work work) {
    return ShutdownHookManager.addShutdownHook(
        BEFORE_SPARK,
        () -> {
          run.stop();
          Launched.over();
          if (!work.lastWords().isEmpty()) {
            System.err.println("\n" + work.lastWords());
          }
          System.err.println("go on with: " + work.resumeLine(run.path()));
          return BoxedUnit.UNIT;
        });
  }

  /** The run ended by itself. */
  static void unwatch(Object hook) {
    try {
      ShutdownHookManager.removeShutdownHook(hook);
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
