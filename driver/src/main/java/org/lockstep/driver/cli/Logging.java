package org.lockstep.driver.cli;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where Spark's log and ours go. The launcher sets {@code lockstep.log} (a file) and {@code
 * lockstep.verbose} before the JVM's first line of log; without it the run directory's file is
 * chosen here.
 */
final class Logging {
  /** System property: the log file. */
  static final String FILE = "lockstep.log";

  /** System property: {@code true} for the log on the console, too. */
  static final String VERBOSE = "lockstep.verbose";

  private Logging() {}

  /** Sends what the JDK's own loggers say (the trainer's, too) where everything else goes. */
  static void bridge() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** Sends the log to the file, unless the launcher chose one. */
  static void to(Path file, boolean verbose) {
    boolean chosen = System.getProperty(FILE) != null;
    if (!chosen) {
      System.setProperty(FILE, file.toString());
    }
    boolean louder = verbose && !Boolean.getBoolean(VERBOSE);
    if (louder) {
      System.setProperty(VERBOSE, "true");
    }
    if (!chosen || louder) {
      Configurator.reconfigure();
    }
  }

  /** Whether stack traces belong on the terminal. */
  static boolean verbose() {
    return Boolean.getBoolean(VERBOSE);
  }

  /** The log file, for the sentence of an unexpected failure. */
  static String file() {
    return System.getProperty(FILE, "standard error");
  }
}
