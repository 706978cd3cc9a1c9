package org.lockstep.driver.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.lockstep.driver.run.AtomicFile;

/**
 * The launcher outlives a process that is killed, and then says how to go on: it is told where the
 * run is while there is one.
 */
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

  /** The run has ended, one way or another, and has said so itself. */
  static void over() {
    String file = System.getProperty(FILE, "");
    if (!file.isEmpty()) {
      // What is left of it can only make the launcher say too much.
      new File(file).delete();
    }
  }
}
