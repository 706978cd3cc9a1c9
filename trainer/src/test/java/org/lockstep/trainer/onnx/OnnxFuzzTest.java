package org.lockstep.trainer.onnx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Any bytes are a stack of layers or an OnnxFormatException. */
class OnnxFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      OnnxImport.read(ByteBuffer.wrap(data), Optional.empty(), List.of(), "fuzz").sha256();
    } catch (OnnxFormatException e) {
      if (!e.getMessage().contains("must")) {
        throw new IllegalStateException("a refusal must say the rule", e);
      }
    }
  }
}
