package org.lockstep.driver.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Fields of one protocol-buffers message, in the order in which they are put (Protocol Buffers
 * Encoding, protobuf.dev): a key (number·8 + wire type), then the value.
 */
final class ProtoBytes {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An int64 ≥ 0. */
  ProtoBytes whole(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** A double. */
  ProtoBytes real(int field, double value) {
    key(field, EIGHT_BYTES);
    little(8).putDouble(value);
    out.writeBytes(buffer);
    return this;
  }

  /** A float. */
  ProtoBytes real(int field, float value) {
    key(field, FOUR_BYTES);
    little(4).putFloat(value);
    out.writeBytes(buffer);
    return this;
  }

  /** A string. */
  ProtoBytes text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A message inside this one. */
  ProtoBytes message(int field, ProtoBytes value) {
    return bytes(field, value.toBytes());
  }

  /** A packed repeated double. */
  ProtoBytes reals(int field, double[] values) {
    ByteBuffer packed = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      packed.putDouble(value);
    }
    return bytes(field, packed.array());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private byte[] buffer = new byte[0];

  private ByteBuffer little(int bytes) {
    buffer = new byte[bytes];
    return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ProtoBytes bytes(int field, byte[] value) {
    key(field, LENGTH);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void key(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
