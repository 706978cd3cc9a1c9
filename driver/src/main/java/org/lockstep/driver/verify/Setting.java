package org.lockstep.driver.verify;

import java.util.List;

/**
 * How one of the compared runs is made; nothing in it may change a bit of the result.
 *
 * @param name what differs from the first setting, for people
 * @param master Spark's
 * @param overrides {@code key=value} of the job file
 * @param jvmOptions of the driver's JVM
 */
public record Setting(String name, String master, List<String> overrides, List<String> jvmOptions) {

  public Setting {
    overrides = List.copyOf(overrides);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Whether the driver's JVM does all the work. */
  boolean isLocal() {
    return master.startsWith("local[") || master.equals("local");
  }
}
