package org.lockstep.trainer.bytes;

import java.io.IOException;

/** The bytes are not what was written. */
public final class ByteFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ByteFormatException(String message) {
    super(message);
  }
}
