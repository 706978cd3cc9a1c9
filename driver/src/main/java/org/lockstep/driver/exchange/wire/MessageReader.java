package org.lockstep.driver.exchange.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Takes a message apart; every value has bounds, and nothing is made before they are checked. */
public final class MessageReader {
  private final ByteBuffer message;

  public MessageReader(ByteBuffer message) {
    this.message = message;
  }

  /** The next 32-bit number, which must lie in min … max. */
  public int number(String name, int min, int max) throws ProtocolException {
    require(name, Integer.BYTES);
    int value = message.getInt();
    if (value < min || value > max) {
      throw new ProtocolException(name + " must be " + min + " to " + max + ". Received: " + value);
    }
    return value;
  }

  /** The next 64-bit number, which must be ≥ 0. */
  public long count(String name) throws ProtocolException {
    require(name, Long.BYTES);
    long value = message.getLong();
    if (value < 0) {
      throw new ProtocolException(name + " must be >= 0. Received: " + value);
    }
    return value;
  }

  /** The next text, valid UTF-8 of at most {@code maxBytes}. */
  public String text(String name, int maxBytes) throws ProtocolException {
    int bytes = number("length of " + name, 0, maxBytes);
    require(name, bytes);
    ByteBuffer part = message.slice(message.position(), bytes);
    message.position(message.position() + bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException(name + " must be valid UTF-8");
    }
  }

  /** The message must be over. */
  public void end() throws ProtocolException {
    if (message.hasRemaining()) {
      throw new ProtocolException(
          "a message must end after its last value. Received: "
              + message.remaining()
              + " more bytes");
    }
  }

  private void require(String name, int bytes) throws ProtocolException {
    if (message.remaining() < bytes) {
      throw new ProtocolException(
          name + " must have " + bytes + " bytes. Received: " + message.remaining());
    }
  }
}
