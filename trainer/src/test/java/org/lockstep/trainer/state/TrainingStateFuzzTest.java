package org.lockstep.trainer.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes are a training's state or an IOException, in memory that follows their number. */
class TrainingStateFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      TrainingStateBytes.read(new ByteArrayInputStream(data), data.length);
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new IllegalStateException("a refusal must say why", e);
      }
    }
  }
}
