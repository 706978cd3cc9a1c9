package org.lockstep.driver.run;

/** A failure whose message is the whole sentence the user reads, with the exit code it ends in. */
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** A failure without an underlying exception. */
  public RunException(ExitCode exitCode, String sentence) {
    this(exitCode, sentence, null);
  }

  /** A failure and what caused it. */
  public RunException(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** The exit code that the process ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
