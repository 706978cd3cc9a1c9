package org.lockstep.trainer.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Any bytes are JSON, and then what is written of it reads back the same, or a JsonException. Runs
 * the seeds beside it as a test; {@code .ci/fuzz} looks for more.
 */
class JsonFuzzTest {
  private static final Json.Limits LIMITS = new Json.Limits(1 << 16, 32, 1 << 12, 1 << 10, 1 << 15);

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    Object value;
    try {
      value = Json.read(data, LIMITS);
    } catch (JsonException e) {
      return;
    }
    byte[] written = Json.write(value);
    Json.Limits wider = new Json.Limits(1 << 24, 32, 1 << 16, 1 << 10, 1 << 15);
    byte[] again = Json.write(Json.read(written, wider));
    if (!Arrays.equals(written, again)) {
      throw new IllegalStateException("what was written must read back the same");
    }
  }
}
