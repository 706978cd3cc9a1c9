package org.lockstep.driver.exchange;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lockstep.driver.exchange.wire.ProtocolException;

/**
 * Any bytes as a message of the exchange, of the kind that the first says, or a ProtocolException.
 */
class MessagesFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    ByteBuffer message = ByteBuffer.wrap(Arrays.copyOfRange(data, 1, data.length));
    try {
      switch (data[0] & 3) {
        case 0 -> Join.decode(message);
        case 1 -> Roster.decode(message);
        default -> FailureReport.decode(message);
      }
    } catch (ProtocolException e) {
      if (e.getMessage() == null) {
        throw new IllegalStateException("a refusal must say why", e);
      }
    }
  }
}
