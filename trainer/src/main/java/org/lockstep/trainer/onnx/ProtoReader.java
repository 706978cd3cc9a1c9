package org.lockstep.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.lockstep.trainer.bytes.ProtoWriter;

/**
 * Walks over the fields of one message of protocol buffers, a slice of the file's bytes: nothing is
 * copied, and nothing is allocated for a length that the slice cannot fill.
 */
final class ProtoReader {
  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer bytes;
  private int field;
  private int wireType;

  ProtoReader(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false at the end. Its value must be read or skipped first. */
  boolean next() throws OnnxFormatException {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field < 1 || tag >>> 32 != 0) {
      throw new OnnxFormatException(
          "a field's number must be 1 to 2^29 - 1. Received: %d".formatted(tag >>> 3));
    }
    return true;
  }

  int field() {
    return field;
  }

  long integer() throws OnnxFormatException {
    require(ProtoWriter.VARINT);
    return varint();
  }

  float real() throws OnnxFormatException {
    require(ProtoWriter.FIXED32);
    requireLeft(Float.BYTES);
    return bytes.getFloat();
  }

  /** A view of the value, little-endian. */
  ByteBuffer bytes() throws OnnxFormatException {
    require(ProtoWriter.BYTES);
    return slice(varint());
  }

  ProtoReader message() throws OnnxFormatException {
    return new ProtoReader(bytes());
  }

  String text() throws OnnxFormatException {
    ByteBuffer utf8 = bytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new OnnxFormatException(
          "a string must be UTF-8. Received: other bytes in field " + field);
    }
  }

  /** The integers of a repeated field: one, or many that are packed. */
  void integers(Longs to) throws OnnxFormatException {
    if (wireType == ProtoWriter.VARINT) {
      to.add(varint());
      return;
    }
    ProtoReader packed = new ProtoReader(bytes());
    while (packed.bytes.hasRemaining()) {
      to.add(packed.varint());
    }
  }

  void skip() throws OnnxFormatException {
    switch (wireType) {
      case ProtoWriter.VARINT -> varint();
      case ProtoWriter.FIXED64 -> slice(Long.BYTES);
      case ProtoWriter.BYTES -> slice(varint());
      case ProtoWriter.FIXED32 -> slice(Float.BYTES);
      default -> // groups, which nobody writes any more
          throw new OnnxFormatException(
              "a field's wire type must be 0, 1, 2 or 5. Received: " + wireType);
    }
  }

  int wireType() {
    return wireType;
  }

  /** Takes integers one by one. */
  interface Longs {
    void add(long value) throws OnnxFormatException;
  }

  private void require(int wanted) throws OnnxFormatException {
    if (wireType != wanted) {
      throw new OnnxFormatException(
          "field %d must have wire type %d. Received: %d".formatted(field, wanted, wireType));
    }
  }

  private ByteBuffer slice(long length) throws OnnxFormatException {
    requireLeft(length);
    ByteBuffer slice = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return slice;
  }

  private void requireLeft(long length) throws OnnxFormatException {
    if (length < 0 || length > bytes.remaining()) {
      throw new OnnxFormatException(
          "a length must be at most the %,d bytes left. Received: %s"
              .formatted(bytes.remaining(), Long.toUnsignedString(length)));
    }
  }

  private long varint() throws OnnxFormatException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      requireLeft(1);
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new OnnxFormatException("an integer must take at most 10 bytes. Received: more");
  }
}
