package org.lockstep.datasets.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over numbers, little-endian, and length-prefixed text; no object per number. */
public final class Digest {
  private final MessageDigest sha256;
  private final ByteBuffer buffer = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);

  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every JDK must have it
      throw new IllegalStateException(impossible);
    }
  }

  public Digest add(long number) {
    room().putLong(number);
    return this;
  }

  /** One of many numbers whose count was added before. */
  Digest element(int number) {
    room().putInt(number);
    return this;
  }

  public Digest add(int[] numbers) {
    add(numbers.length);
    for (int number : numbers) {
      room().putInt(number);
    }
    return this;
  }

  public Digest add(float[] numbers, int from, int to) {
    add(to - from);
    for (int i = from; i < to; i++) {
      room().putInt(Float.floatToRawIntBits(numbers[i]));
    }
    return this;
  }

  public Digest add(float[] numbers) {
    return add(numbers, 0, numbers.length);
  }

  public Digest add(double number) {
    return add(Double.doubleToRawLongBits(number));
  }

  public Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  public Digest add(byte[] bytes) {
    add(bytes.length);
    flush();
    sha256.update(bytes);
    return this;
  }

  /** The 32 bytes; starts anew. */
  public byte[] bytes() {
    flush();
    return sha256.digest();
  }

  /** The 64 hexadecimal digits; starts anew. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  private ByteBuffer room() {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    buffer.flip();
    sha256.update(buffer);
    buffer.clear();
  }
}
