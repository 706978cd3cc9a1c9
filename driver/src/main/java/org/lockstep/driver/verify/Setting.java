package org.lockstep.driver.verify;

import java.util.List;
import java.util.Optional;

/**
 * How one of the compared runs is made; nothing in it may change a bit of the result.
 *
 * @param name what differs from the first setting, for people
 * @param master Spark's
 * @param overrides {@code key=value} of the job file
 * @param jvmOptions of the driver's JVM
 * @param stop where the run ends, and another process resumes it; empty for a run in one go
 */
public record Setting(
    String name,
    String master,
    List<String> overrides,
    List<String> jvmOptions,
    Optional<Stop> stop) {

  /**
   * A run in two parts.
   *
   * @param afterEpoch after which the first process ends
   * @param epochs that the second one goes on to
   */
  record Stop(int afterEpoch, int epochs) {}

  /** A run in one go. */
  public Setting(String name, String master, List<String> overrides, List<String> jvmOptions) {
    this(name, master, overrides, jvmOptions, Optional.empty());
  }

  public Setting {
    overrides = List.copyOf(overrides);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Whether the driver's JVM does all the work. */
  boolean isLocal() {
    return master.startsWith("local[") || master.equals("local");
  }
}
