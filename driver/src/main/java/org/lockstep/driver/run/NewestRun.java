package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The run that began last in a folder of runs. */
public final class NewestRun {
  private NewestRun() {}

  /** Its directory; nothing if the folder holds no run or is not there. */
  public static Optional<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var inside = Files.list(folder)) {
      List<Path> runs =
          inside
              .filter(run -> Files.isRegularFile(run.resolve(RunDirectory.JOB)))
              .sorted(Comparator.comparing(NewestRun::began))
              .toList();
      return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }
  }

  /** A run writes its job first, and does not touch it again. */
  private static long began(Path run) {
    return run.resolve(RunDirectory.JOB).toFile().lastModified();
  }
}
