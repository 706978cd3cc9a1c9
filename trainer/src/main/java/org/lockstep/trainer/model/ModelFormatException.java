package org.lockstep.trainer.model;

import java.io.IOException;

/**
 * A model directory, or a file in it, is not what it must be. The message is the whole sentence
 * that a user reads: the rule, what came, and where.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ModelFormatException(String message) {
    super(message);
  }

  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
