package org.lockstep.driver.exchange.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts a message together, as {@link MessageReader} takes it apart. */
public final class MessageWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public MessageWriter number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  public MessageWriter count(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  /** Writes at most {@code maxBytes} of UTF-8: a longer text is cut at a character. */
  public MessageWriter text(String value, int maxBytes) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, maxBytes);
    while (length < text.length && length > 0 && (text[length] & 0xc0) == 0x80) {
      length--;
    }
    number(length);
    bytes.write(text, 0, length);
    return this;
  }

  public ByteBuffer message() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
