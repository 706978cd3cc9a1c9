package org.lockstep.driver.exchange.wire;

import java.io.Serializable;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of one attempt: 256 random bits that the driver makes and that reach tasks inside
 * Spark's own closures. It proves membership and is never sent over our sockets, printed or logged.
 */
public final class AttemptToken implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BYTES = 32;

  private final byte[] secret;

  private AttemptToken(byte[] secret) {
    this.secret = secret;
  }

  /** A new secret from the system's secure generator. */
  public static AttemptToken random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new AttemptToken(secret);
  }

  /** The secret as a key for HMAC-SHA256. */
  SecretKeySpec key() {
    return new SecretKeySpec(secret, "HmacSHA256");
  }

  @Override
  public String toString() {
    return "AttemptToken(not shown)";
  }
}
