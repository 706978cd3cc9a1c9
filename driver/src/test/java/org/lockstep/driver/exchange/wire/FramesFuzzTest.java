package org.lockstep.driver.exchange.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Any bytes as what comes over a socket: a stream of frames, or a caller's hello. It is read, ends,
 * or is refused with a sentence; nothing is made for a length that is not allowed.
 */
class FramesFuzzTest {
  private static final int ATTEMPT = 3;
  private static final int SENDER = 1;
  private static final int MOST = 1000;

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOfRange(data, 2, data.length));
    if ((data[0] & 1) == 0) {
      frames(new Dribble(bytes, 1 + (data[1] & 0x7f)));
    } else {
      hello(bytes);
    }
  }

  private static void frames(Wire wire) {
    FrameReader reader = new FrameReader(ATTEMPT, SENDER, MOST);
    try {
      while (reader.read(wire) >= 0) {
        require(reader.payload().capacity() <= Math.max(MOST, 1 << 12), "a payload's buffer");
        if (reader.complete()) {
          require(reader.kind() != null && reader.payload().remaining() <= MOST, "a frame");
        }
      }
    } catch (EOFException e) {
      // the end
    } catch (ProtocolException e) {
      require(e.getMessage() != null, "a refusal");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory must be readable", e);
    }
  }

  private static void hello(ByteBuffer bytes) {
    ByteBuffer hello = ByteBuffer.allocate(Hello.BYTES);
    hello.put(bytes.slice(0, Math.min(bytes.limit(), Hello.BYTES)));
    if (!Hello.plausible(hello) || hello.hasRemaining()) {
      return;
    }
    Attempt attempt = new Attempt("run", ATTEMPT, AttemptToken.random(), false);
    if (Hello.check(hello, attempt) == Refusal.NONE) {
      Introduction introduction = Hello.introduction(hello);
      require(introduction.role() != null, "a caller's role");
      byte[] nonce = Hello.nonce(hello, Hello.BYTES - Proof.NONCE_BYTES);
      Proof proof = new Proof(attempt, introduction, nonce, nonce);
      require(!Proof.equal(proof.ofCaller(), nonce), "a proof");
    }
  }

  private static void require(boolean sound, String what) {
    if (!sound) {
      throw new IllegalStateException(what + " must be sound");
    }
  }
}
