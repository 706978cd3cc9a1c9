package org.lockstep.driver.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Any bytes after a checkpoint's start, with a hash that matches: a checkpoint, or an IOException.
 */
class CheckpointFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) throws NoSuchAlgorithmException {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) throws NoSuchAlgorithmException {
    ByteBuffer file = ByteBuffer.allocate(8 + 4 + data.length + 32).order(ByteOrder.LITTLE_ENDIAN);
    file.put("LOCKSTEP".getBytes(StandardCharsets.US_ASCII)).putInt(CheckpointFormat.VERSION);
    file.put(data);
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    hash.update(file.array(), 0, file.position());
    file.put(hash.digest());
    try {
      CheckpointFormat.read(() -> new ByteArrayInputStream(file.array()), file.capacity());
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new IllegalStateException("a refusal must say why", e);
      }
    }
  }
}
