package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lockstep.driver.run.AtomicFile;

/** The launcher outlives a process that is killed: it is told where the run is. */
final class Launched {
  /** A system property: the file that the launcher will look into. */
  private static final String FILE = "lockstep.launched";

  private Launched() {}

  /** Tells it, if it has asked. */
  static void in(Path run) throws IOException {
    String file = System.getProperty(FILE, "");
    if (!file.isEmpty()) {
      AtomicFile.write(Path.of(file), run.toString() + "\n");
    }
  }
}
