package org.lockstep.driver.run;

import java.net.BindException;
import java.util.Optional;

/** Sentences for what Spark throws when its settings or its cluster cannot work. */
final class SparkFailures {
  /** What Spark appends to a reason that it was given. */
  private static final String SQL_STATE = " SQLSTATE: \\w+$";

  private SparkFailures() {}

  /** The failure if the exception, or one of its causes, is a known one. */
  static Optional<Failure> of(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 50; depth++) {
      Optional<Failure> known = known(at);
      if (known.isPresent()) {
        return known;
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static Optional<Failure> known(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    if (thrown instanceof BindException) {
      return configuration(
          "the address and port must be free. Received: ",
          message,
          "set another port, such as spark.driver.port or spark.ui.port, or raise spark.port.maxRetries");
    }
    if (message.contains("must be at least") && message.contains("emory")) {
      return configuration(
          "Spark must have enough memory. Received: ",
          message,
          "raise spark.driver.memory or spark.executor.memory");
    }
    if (message.contains("Could not parse Master URL") || message.contains("Invalid master URL")) {
      return configuration(
          "the master must be local[N], spark://host:port, yarn or k8s://…" + " Received: ",
          message,
          "--master");
    }
    if (message.contains("A master URL must be set")) {
      return configuration("a master must be given. Received: ", "none", "--master local[*]");
    }
    if (message.contains("Executor memory") || message.contains("Asked to launch cluster with")) {
      return configuration(
          "the workers must have the memory that executors ask for. Received: ",
          message,
          "lower spark.executor.memory");
    }
    int deserted = message.indexOf(ExecutorWatch.RULE);
    if (deserted >= 0) {
      String sentence = firstLine(message.substring(deserted)).replaceFirst(SQL_STATE, "");
      return Optional.of(new Failure(sentence, ExitCode.RESUMABLE));
    }
    if (message.contains("SparkContext was shut down")
        || message.contains("Master removed our application")
        || message.contains("All masters are unresponsive")
        || message.contains("ExecutorLostFailure")
        || message.contains("Cannot call methods on a stopped SparkContext")) {
      return Optional.of(
          new Failure(
              "the cluster must stay until the run ends. Received: "
                  + firstLine(message)
                  + " (the same command with --resume-or-start tries again)",
              ExitCode.RESUMABLE));
    }
    return Optional.empty();
  }

  private static Optional<Failure> configuration(String rule, String came, String remedy) {
    return Optional.of(
        new Failure(rule + firstLine(came) + " (" + remedy + ")", ExitCode.BAD_CONFIGURATION));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
