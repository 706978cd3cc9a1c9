package org.lockstep.driver.exchange.wire;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Which attempt of which run a connection belongs to, and its secret. A task of another attempt
 * holds another token, so it can neither join nor be joined.
 */
public final class Attempt implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_RUN_BYTES = 1024;

  private final String run;
  private final int number;
  private final AttemptToken token;
  private final boolean sealed;

  /**
   * @param run names the run, at most 1,024 bytes of UTF-8; proven, never sent
   * @param number counts the run's attempts, ≥ 0
   * @param sealed whether everything after the handshake is encrypted
   */
  public Attempt(String run, int number, AttemptToken token, boolean sealed) {
    int bytes = run.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_RUN_BYTES) {
      throw new IllegalArgumentException(
          "run must have 1 to " + MAX_RUN_BYTES + " bytes. Received: " + bytes);
    }
    if (number < 0) {
      throw new IllegalArgumentException("attempt must be >= 0. Received: " + number);
    }
    this.run = run;
    this.number = number;
    this.token = token;
    this.sealed = sealed;
  }

  public String run() {
    return run;
  }

  public int number() {
    return number;
  }

  public AttemptToken token() {
    return token;
  }

  public boolean sealed() {
    return sealed;
  }

  @Override
  public String toString() {
    return "attempt " + number + " of run " + run;
  }
}
