package org.lockstep.trainer.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.PRelu;

/** One operator after the other as a layer, or as a part of one. */
final class LayerReading {
  /** What the runtime leaves alone in evaluation. */
  private static final List<String> NOTHING = List.of("Identity", "Dropout", "Flatten");

  private static final Map<String, String> PLAIN =
      Map.of(
          "Relu",
          "relu",
          "Sigmoid",
          "sigmoid",
          "Tanh",
          "tanh",
          "Softplus",
          "softplus",
          "Mish",
          "mish",
          "Softmax",
          "softmax");

  static final List<String> LAYERS =
      List.of(
          "Gemm",
          "MatMul",
          "Add",
          "BatchNormalization",
          "Relu",
          "LeakyRelu",
          "PRelu",
          "Elu",
          "Selu",
          "Gelu",
          "Sigmoid",
          "Tanh",
          "Softplus",
          "Mish",
          "Softmax",
          "Identity",
          "Dropout",
          "Flatten");

  private final Map<String, OnnxTensor> constants = new HashMap<>();
  private final LayerStack stack = new LayerStack();
  private long bytesLeft;

  /**
   * @param fileBytes which bound the weights: a file that names one piece many times would else
   *     grow without end
   */
  LayerReading(OnnxGraph graph, long fileBytes) {
    bytesLeft = 2 * fileBytes;
    graph.constants().forEach(tensor -> constants.put(tensor.name(), tensor));
    for (OnnxNode node : graph.nodes()) {
      if (node.operator().equals("Constant")
          && node.attributes().get("value") instanceof OnnxTensor tensor
          && node.outputs().size() == 1) {
        constants.put(node.outputs().get(0), tensor);
      }
    }
  }

  LayerStack stack() {
    return stack;
  }

  boolean isConstant(String name) {
    return constants.containsKey(name);
  }

  /**
   * @param x the value that the layers so far give
   */
  void add(OnnxNode node, String x) throws OnnxFormatException {
    String operator = node.operator();
    if (NOTHING.contains(operator)) {
      require(
          !operator.equals("Flatten") || node.integer("axis", 1) == 1,
          "Flatten's axis must be 1. Received: another");
      return;
    }
    if (PLAIN.containsKey(operator)) {
      stack.activation(Activation.named(PLAIN.get(operator)), null);
      return;
    }
    switch (operator) {
      case "Gemm" -> gemm(node, x);
      case "MatMul" -> matrix(node, x, false);
      case "Add" -> stack.bias(row(node, node.inputs().get(node.inputs().indexOf(x) == 0 ? 1 : 0)));
      case "BatchNormalization" -> normalization(node);
      case "LeakyRelu" -> stack.activation(new LeakyRelu(decimal(node.real("alpha", 0.01f))), null);
      case "Elu" -> stack.activation(new Elu(decimal(node.real("alpha", 1))), null);
      case "Selu" -> selu(node);
      case "Gelu" ->
          stack.activation(
              Activation.named(
                  node.attributes().getOrDefault("approximate", "none").equals("tanh")
                      ? "gelu_tanh"
                      : "gelu"),
              null);
      default -> { // PRelu
        float[] slopes = row(node, input(node, 1));
        stack.activation(new PRelu(0.25), spread(slopes, stack.width()));
      }
    }
  }

  /** y = α·x·W + β·c with α = β = 1 and x as it is. */
  private void gemm(OnnxNode node, String x) throws OnnxFormatException {
    require(
        node.real("alpha", 1) == 1 && node.real("beta", 1) == 1 && node.integer("transA", 0) == 0,
        "Gemm must have alpha 1, beta 1 and transA 0. Received: others");
    matrix(node, x, node.integer("transB", 0) != 0);
    if (node.inputs().size() > 2 && !node.inputs().get(2).isEmpty()) {
      stack.bias(row(node, node.inputs().get(2)));
    }
  }

  private void matrix(OnnxNode node, String x, boolean transposed) throws OnnxFormatException {
    require(
        x.equals(input(node, 0)),
        "%s must have the layer before as its first input. Received: the weights"
            .formatted(node.operator()));
    OnnxTensor weights = constant(node, input(node, 1));
    float[] values = floats(weights);
    require(
        weights.dims().size() == 2 && values.length > 0,
        "%s's weights must be a matrix. Received: shape %s"
            .formatted(node.operator(), weights.dims()));
    int rows = (int) (long) weights.dims().get(transposed ? 1 : 0);
    int units = (int) (long) weights.dims().get(transposed ? 0 : 1);
    stack.dense(transposed ? transpose(values, units, rows) : values, rows, units);
  }

  private void normalization(OnnxNode node) throws OnnxFormatException {
    require(
        node.integer("training_mode", 0) == 0,
        "BatchNormalization must be one of evaluation. Received: training_mode 1");
    stack.normalization(
        decimal(node.real("epsilon", 1e-5f)),
        row(node, input(node, 1)),
        row(node, input(node, 2)),
        row(node, input(node, 3)),
        row(node, input(node, 4)));
  }

  /** ONNX's defaults are the paper's numbers, the only ones that we know. */
  private void selu(OnnxNode node) throws OnnxFormatException {
    float alpha = node.real("alpha", 1.6732632f);
    float gamma = node.real("gamma", 1.050701f);
    require(
        Math.abs(alpha - 1.6732632f) < 1e-6 && Math.abs(gamma - 1.050701f) < 1e-6,
        "Selu must have alpha 1.6732632 and gamma 1.050701. Received: %s and %s"
            .formatted(alpha, gamma));
    stack.activation(Activation.named("selu"), null);
  }

  /** A constant of one dimension, or of several of which all but the last are 1. */
  private float[] row(OnnxNode node, String name) throws OnnxFormatException {
    OnnxTensor tensor = constant(node, name);
    float[] values = floats(tensor);
    int last = tensor.dims().size() - 1;
    require(
        last < 0 || tensor.dims().get(last) == values.length,
        "%s's numbers must be one row. Received: shape %s"
            .formatted(node.operator(), tensor.dims()));
    return values;
  }

  private OnnxTensor constant(OnnxNode node, String name) throws OnnxFormatException {
    OnnxTensor tensor = constants.get(name);
    require(
        tensor != null,
        "%s's numbers must be constants of the file. Received: \"%s\", which is computed"
            .formatted(node.operator(), name));
    return tensor;
  }

  private static String input(OnnxNode node, int index) throws OnnxFormatException {
    require(
        index < node.inputs().size(),
        "%s must have at least %d inputs. Received: %d"
            .formatted(node.operator(), index + 1, node.inputs().size()));
    return node.inputs().get(index);
  }

  private float[] floats(OnnxTensor tensor) throws OnnxFormatException {
    take(tensor.raw().remaining());
    return tensor.floats();
  }

  private void take(long bytes) throws OnnxFormatException {
    bytesLeft -= bytes;
    require(
        bytesLeft >= 0,
        "a file's layers must each have weights of their own. Received: shared ones");
  }

  private float[] spread(float[] values, int width) throws OnnxFormatException {
    if (values.length != 1 || width == 1) {
      return values;
    }
    take((long) width * Float.BYTES);
    float[] spread = new float[width];
    Arrays.fill(spread, values[0]);
    return spread;
  }

  /** (rows, columns) to (columns, rows). */
  private static float[] transpose(float[] values, int rows, int columns) {
    float[] out = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[i * columns + j];
      }
    }
    return out;
  }

  /** The float's own short decimal: 0.01f is 0.01. */
  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private static void require(boolean holds, String message) throws OnnxFormatException {
    if (!holds) {
      throw new OnnxFormatException(message);
    }
  }
}
