package org.lockstep.driver.run;

/**
 * How the process ends. The numbers follow BSD's {@code sysexits.h} and keep clear of those that
 * Spark uses itself (1, 2 for bad options, 3, 11, 50–58, 101).
 */
public enum ExitCode {
  /** All went well. */
  OK(0),
  /** The command line is wrong. */
  USAGE(2),
  /** The data are there but cannot be used as they are. */
  BAD_DATA(65),
  /** A named input does not exist. */
  INPUT_MISSING(66),
  /** A fault of the program itself. */
  INTERNAL(70),
  /** The output cannot be written. */
  CANNOT_WRITE(73),
  /** The run failed for a passing reason: the same command with --resume-or-start may finish it. */
  RESUMABLE(75),
  /** The job file, a setting or the cluster's settings cannot work. */
  BAD_CONFIGURATION(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number the process ends with. */
  public int number() {
    return number;
  }
}
