package org.lockstep.datasets.check;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and replaces nothing. Not thread-safe. */
public final class StrictUtf8 {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** The text of the bytes, or null when they are not UTF-8. */
  public String decode(byte[] bytes, int length) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The text of bytes that were read as ISO-8859-1 (a char a byte), or null if not UTF-8. */
  public String decode(String latin1) {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) >= 0x80) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return decode(bytes, bytes.length);
      }
    }
    return latin1;
  }
}
