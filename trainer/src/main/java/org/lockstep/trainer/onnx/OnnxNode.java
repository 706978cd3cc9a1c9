package org.lockstep.trainer.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operator at work in a graph.
 *
 * @param operator {@code Gemm}
 * @param domain whose operator; empty for ONNX's own
 * @param inputs names of values; an empty name is an input that is left out
 * @param outputs names of the values that it makes, each made once in a graph
 * @param attributes by name: Long, Float, String, or a {@code long[]}, a list of strings, an {@link
 *     OnnxTensor}
 */
record OnnxNode(
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes) {
  OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = new LinkedHashMap<>(attributes);
  }

  /** One of ONNX's own. */
  static OnnxNode of(String operator, List<String> inputs, String output) {
    return new OnnxNode(operator, "", inputs, List.of(output), Map.of());
  }

  OnnxNode with(String attribute, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new OnnxNode(operator, domain, inputs, outputs, more);
  }

  OnnxNode in(String otherDomain) {
    return new OnnxNode(operator, otherDomain, inputs, outputs, attributes);
  }

  /**
   * @throws OnnxFormatException if it is there and no integer
   */
  long integer(String attribute, long missing) throws OnnxFormatException {
    return typed(Long.class, attribute, missing, "an integer");
  }

  /**
   * @throws OnnxFormatException if it is there and no float
   */
  float real(String attribute, float missing) throws OnnxFormatException {
    return typed(Float.class, attribute, missing, "a float");
  }

  private <T> T typed(Class<T> type, String attribute, T missing, String wanted)
      throws OnnxFormatException {
    Object value = attributes.getOrDefault(attribute, missing);
    if (!type.isInstance(value)) {
      throw new OnnxFormatException(
          "%s's %s must be %s. Received: %s"
              .formatted(operator, attribute, wanted, value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }
}
