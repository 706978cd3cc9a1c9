package org.lockstep.driver.checkpoint;

import java.io.IOException;

/** A file is not a whole checkpoint that this version can read. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }
}
