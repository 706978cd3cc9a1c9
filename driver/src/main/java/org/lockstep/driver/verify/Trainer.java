package org.lockstep.driver.verify;

import java.io.IOException;
import java.nio.file.Path;

/** Trains the job in a setting. */
@FunctionalInterface
public interface Trainer {

  /**
   * Trains into a directory that does not exist yet.
   *
   * @throws FailedRunException if the training fails
   */
  Stages train(Setting setting, Path run) throws IOException;
}
