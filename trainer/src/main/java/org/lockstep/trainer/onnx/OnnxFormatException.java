package org.lockstep.trainer.onnx;

import java.io.IOException;

/**
 * A file is not the ONNX that is read here. The message is the whole sentence that a user reads:
 * the rule, and what came.
 */
public final class OnnxFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public OnnxFormatException(String message) {
    super(message);
  }
}
