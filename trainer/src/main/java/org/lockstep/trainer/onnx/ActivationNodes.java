package org.lockstep.trainer.onnx;

import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.RRelu;

/** Activation functions in ONNX's operators; those that ONNX lacks are put together. */
final class ActivationNodes {
  private ActivationNodes() {}

  /**
   * Applies a function, as in evaluation.
   *
   * @param slopes the name of a PReLU's learned slopes (columns); null for others
   */
  static String apply(GraphDraft graph, Activation activation, String z, String slopes) {
    return switch (activation.name()) {
      case "identity" -> z;
      case "sigmoid" -> graph.apply("Sigmoid", z);
      case "tanh" -> graph.apply("Tanh", z);
      case "relu" -> graph.apply("Relu", z);
      case "leaky_relu" -> leaky(graph, z, ((LeakyRelu) activation).slope());
      case "rrelu" -> {
        RRelu random = (RRelu) activation;
        yield leaky(graph, z, (random.lower() + random.upper()) / 2);
      }
      case "prelu" -> graph.apply("PRelu", z, slopes);
      case "elu" ->
          graph.apply(graph.node("Elu", z).with("alpha", (float) ((Elu) activation).alpha()));
      case "selu" -> graph.apply("Selu", z);
      case "gelu" -> gelu(graph, z);
      case "gelu_tanh" -> geluTanh(graph, z);
      case "silu" -> graph.apply("Mul", z, graph.apply("Sigmoid", z));
      case "mish" -> graph.apply("Mul", z, graph.apply("Tanh", graph.apply("Softplus", z)));
      case "softplus" -> graph.apply("Softplus", z);
      case "softmax" -> graph.apply(graph.node("Softmax", z).with("axis", 1L));
      case "step" -> positive(graph, z);
      default ->
          throw new IllegalArgumentException(
              "an activation must have its ONNX operators. Received: " + activation.name());
    };
  }

  /** 1 where z &gt; 0, else 0. */
  static String positive(GraphDraft graph, String z) {
    String above = graph.apply("Greater", z, graph.number("zero", 0));
    return graph.apply(graph.node("Cast", above).with("to", (long) OnnxTensor.FLOAT));
  }

  private static String leaky(GraphDraft graph, String z, double slope) {
    return graph.apply(graph.node("LeakyRelu", z).with("alpha", (float) slope));
  }

  /** ½·z·(1 + erf(z/√2)). */
  private static String gelu(GraphDraft graph, String z) {
    String root = graph.number("root_half", (float) Math.sqrt(0.5));
    String erf = graph.apply("Erf", graph.apply("Mul", z, root));
    String twice = graph.apply("Add", erf, graph.number("one", 1));
    return graph.apply("Mul", graph.apply("Mul", z, graph.number("half", 0.5f)), twice);
  }

  /** z·σ(2u), u = √(2/π)·(z + 0.044715·z³). */
  private static String geluTanh(GraphDraft graph, String z) {
    String cube = graph.apply("Mul", graph.apply("Mul", z, z), z);
    String bend = graph.apply("Mul", cube, graph.number("gelu_cube", 0.044715f));
    float scale = (float) (2 * Math.sqrt(2 / Math.PI));
    String twice =
        graph.apply("Mul", graph.apply("Add", z, bend), graph.number("gelu_scale", scale));
    return graph.apply("Mul", z, graph.apply("Sigmoid", twice));
  }
}
