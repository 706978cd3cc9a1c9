package org.lockstep.driver.job;

import java.util.List;

/**
 * A job file that cannot be run. The message holds every problem found, one a line, each with the
 * place it stands at; the process ends with 78.
 */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** All problems of a job file, in the order of the file. */
  public JobException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence a problem. */
  public List<String> problems() {
    return problems;
  }
}
