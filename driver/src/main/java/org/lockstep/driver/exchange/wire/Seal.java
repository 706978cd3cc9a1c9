package org.lockstep.driver.exchange.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM over the records of one direction; the nonce counts them (NIST SP 800-38D, 8.2.1).
 */
final class Seal {
  static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = 12;

  private final Cipher cipher;
  private final Key key;
  private final int mode;
  private final ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
  private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
  private long records;

  private Seal(Key key, int mode) {
    this.key = key;
    this.mode = mode;
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK must have AES/GCM", e);
    }
  }

  static Seal sealing(Key key) {
    return new Seal(key, Cipher.ENCRYPT_MODE);
  }

  static Seal opening(Key key) {
    return new Seal(key, Cipher.DECRYPT_MODE);
  }

  /**
   * Encrypts, or checks and decrypts, the next record.
   *
   * @param textBytes the length of the plain text, authenticated
   */
  void apply(ByteBuffer in, int textBytes, ByteBuffer out) throws GeneralSecurityException {
    nonce.putLong(NONCE_BYTES - Long.BYTES, records++);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce.array()));
    cipher.updateAAD(length.putInt(0, textBytes).array());
    cipher.doFinal(in, out);
  }
}
