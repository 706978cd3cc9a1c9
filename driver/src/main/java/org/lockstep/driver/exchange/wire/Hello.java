package org.lockstep.driver.exchange.wire;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The messages of a handshake, all of fixed size, 181 bytes in all:
 *
 * <pre>
 * caller → called   hello      magic, version, sealed, role, 0, attempt, from, to, nonce     52
 * called → caller   challenge  refusal, nonce, proof                                         65
 * caller → called   proof                                                                    32
 * called → caller   welcome    refusal                                                        1
 * </pre>
 */
final class Hello {
  static final int BYTES = 20 + Proof.NONCE_BYTES;
  static final int CHALLENGE_BYTES = 1 + Proof.NONCE_BYTES + Proof.BYTES;
  static final int MAGIC = 0x4c4b5354;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Hello() {}

  static byte[] nonce() {
    byte[] nonce = new byte[Proof.NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  static ByteBuffer encode(Attempt attempt, Introduction introduction, byte[] nonce) {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .put(Proof.VERSION)
        .put((byte) (attempt.sealed() ? 1 : 0))
        .put((byte) introduction.role().ordinal())
        .put((byte) 0)
        .putInt(attempt.number())
        .putInt(introduction.from())
        .putInt(introduction.to())
        .put(nonce)
        .flip();
  }

  /** Whether what has come so far can be a hello. */
  static boolean plausible(ByteBuffer received) {
    for (int i = 0; i < Math.min(received.position(), Integer.BYTES); i++) {
      if (received.get(i) != (byte) (MAGIC >>> (24 - 8 * i))) {
        return false;
      }
    }
    return true;
  }

  /** Why this attempt cannot take a whole hello, or {@link Refusal#NONE}. */
  static Refusal check(ByteBuffer hello, Attempt attempt) {
    if (hello.get(4) != Proof.VERSION || hello.get(5) != (attempt.sealed() ? 1 : 0)) {
      return Refusal.OTHER_VERSION;
    }
    if (hello.getInt(8) != attempt.number()) {
      return Refusal.OTHER_ATTEMPT;
    }
    int role = hello.get(6);
    return role < 0 || role >= Introduction.Role.values().length
        ? Refusal.NO_SUCH_PLACE
        : Refusal.NONE;
  }

  static Introduction introduction(ByteBuffer hello) {
    return new Introduction(
        Introduction.Role.values()[hello.get(6)], hello.getInt(12), hello.getInt(16));
  }

  static byte[] nonce(ByteBuffer message, int offset) {
    byte[] nonce = new byte[Proof.NONCE_BYTES];
    message.get(offset, nonce);
    return nonce;
  }
}
