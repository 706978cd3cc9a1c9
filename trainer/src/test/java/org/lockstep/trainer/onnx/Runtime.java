package org.lockstep.trainer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The ONNX Runtime that others use, on one thread. */
final class Runtime implements AutoCloseable {
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;

  Runtime(byte[] model) throws OrtException {
    options.setIntraOpNumThreads(1);
    session = OrtEnvironment.getEnvironment().createSession(model, options);
  }

  /** All outputs by name, of a {@code float[][]} or {@code String[]}. */
  Map<String, Object> run(String input, Object rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor tensor =
            rows instanceof String[] texts
                ? OnnxTensor.createTensor(environment, withoutPairs(texts))
                : OnnxTensor.createTensor(environment, rows);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      Map<String, Object> outputs = new HashMap<>();
      for (Map.Entry<String, OnnxValue> each : result) {
        outputs.put(each.getKey(), each.getValue().getValue());
      }
      return outputs;
    }
  }

  /**
   * The runtime's Java binding hands over surrogate pairs in the JVM's own UTF-8, which the runtime
   * refuses. Emoji are no words, whatever stands for them.
   */
  private static String[] withoutPairs(String[] texts) {
    return Arrays.stream(texts)
        .map(text -> text.replaceAll("[\\x{10000}-\\x{10ffff}]", "\ufffd"))
        .toArray(String[]::new);
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
