package org.lockstep.driver.exchange.wire;

import java.io.IOException;

/** The other side sent what no side of ours sends. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }
}
