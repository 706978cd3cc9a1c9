package org.lockstep.driver.exchange.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What shows that a side holds the token, without showing the token:
 *
 * <pre>
 * proof = HMAC-SHA256(token, side ‖ version ‖ sealed ‖ role ‖ from ‖ to ‖ attempt ‖ run ‖ nonces)
 * </pre>
 *
 * <p>The side keeps a proof from being sent back to its author; both nonces are fresh, so that a
 * recorded handshake proves nothing. Session keys come from the token by HKDF (RFC 5869).
 */
final class Proof {
  static final int BYTES = 32;
  static final int NONCE_BYTES = 32;
  static final byte VERSION = 1;

  private final Attempt attempt;
  private final byte[] context;
  private final byte[] nonces;

  Proof(Attempt attempt, Introduction introduction, byte[] callerNonce, byte[] calledNonce) {
    this.attempt = attempt;
    byte[] run = attempt.run().getBytes(StandardCharsets.UTF_8);
    nonces = ByteBuffer.allocate(2 * NONCE_BYTES).put(callerNonce).put(calledNonce).array();
    context =
        ByteBuffer.allocate(3 + 3 * Integer.BYTES + run.length)
            .put(VERSION)
            .put((byte) (attempt.sealed() ? 1 : 0))
            .put((byte) introduction.role().ordinal())
            .putInt(introduction.from())
            .putInt(introduction.to())
            .putInt(attempt.number())
            .put(run)
            .array();
  }

  byte[] ofCaller() {
    return hmac(attempt.token().key(), bytes("lockstep caller"), context, nonces);
  }

  byte[] ofCalled() {
    return hmac(attempt.token().key(), bytes("lockstep called"), context, nonces);
  }

  /** The key of what the caller sends: 256 bits for AES. */
  Key keyFromCaller() {
    return sessionKey("lockstep caller's stream");
  }

  /** The key of what the called side sends. */
  Key keyFromCalled() {
    return sessionKey("lockstep called's stream");
  }

  /** HKDF-SHA256: extract with both nonces as salt, expand to one block. */
  private Key sessionKey(String direction) {
    byte[] extracted =
        hmac(new SecretKeySpec(nonces, "HmacSHA256"), attempt.token().key().getEncoded());
    byte[] expanded =
        hmac(new SecretKeySpec(extracted, "HmacSHA256"), bytes(direction), context, new byte[] {1});
    return new SecretKeySpec(expanded, "AES");
  }

  /** Compares in a time that does not depend on where they differ. */
  static boolean equal(byte[] expected, byte[] received) {
    return MessageDigest.isEqual(expected, received);
  }

  private static byte[] bytes(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(Key key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK must have HmacSHA256", e);
    }
  }
}
