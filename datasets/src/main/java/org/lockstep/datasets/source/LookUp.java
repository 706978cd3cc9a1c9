package org.lockstep.datasets.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where named data sets are looked for when the job gives no path, in this order.
 *
 * @param lockstepData the folder in the environment variable {@code LOCKSTEP_DATA}, if set
 * @param workingFolder its subfolder {@code data} is looked at
 * @param cache {@code ~/.cache/lockstep}, where {@code lockstep data} writes
 */
public record LookUp(Optional<String> lockstepData, Path workingFolder, Path cache) {

  /** The places of this process: its environment, working folder and home. */
  public static LookUp ofProcess() {
    return new LookUp(
        Optional.ofNullable(System.getenv("LOCKSTEP_DATA")).filter(value -> !value.isBlank()),
        Path.of(""),
        Path.of(System.getProperty("user.home"), ".cache", "lockstep"));
  }
}
