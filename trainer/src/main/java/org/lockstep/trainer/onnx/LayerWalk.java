package org.lockstep.trainer.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the values of a graph from its input to the logits, one layer after the other. */
final class LayerWalk {
  /** What follows the last layer to make an answer of it; not part of the network. */
  private static final Set<String> ANSWERS =
      Set.of(
          "ArgMax",
          "Greater",
          "Sub",
          "Concat",
          "Cast",
          "Squeeze",
          "LabelEncoder",
          "ZipMap",
          "ArrayFeatureExtractor");

  /** What makes probabilities of logits, if it comes last. */
  private static final Set<String> ANSWERING = Set.of("Softmax", "Sigmoid");

  private final OnnxGraph graph;
  private final LayerReading layers;
  private final Map<String, List<OnnxNode>> readers = new HashMap<>();
  private final Set<String> shown = new HashSet<>();

  LayerWalk(OnnxGraph graph, LayerReading layers) {
    this.graph = graph;
    this.layers = layers;
    for (OnnxNode node : graph.nodes()) {
      for (String input : new HashSet<>(node.inputs())) {
        readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
      }
    }
    graph.outputs().forEach(output -> shown.add(output.name()));
  }

  /**
   * Adds every layer.
   *
   * @return the operator that makes probabilities of the logits, if there is one
   * @throws OnnxFormatException if the graph is no stack of layers that are known
   */
  Optional<String> toLogits() throws OnnxFormatException {
    String value = input();
    for (int steps = 0; steps <= graph.nodes().size(); steps++) {
      List<OnnxNode> next = layersOf(value);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      OnnxNode node = next.get(0);
      if (next.size() > 1
          || !LayerReading.LAYERS.contains(node.operator())
          || node.outputs().isEmpty()) {
        throw new OnnxFormatException(
            "a network must be a stack, each layer one of %s. Received: %s"
                .formatted(
                    String.join(", ", LayerReading.LAYERS),
                    String.join(", ", next.stream().limit(5).map(OnnxNode::operator).toList())));
      }
      boolean ends = layersOf(node.outputs().get(0)).isEmpty();
      if (node.operator().equals("Softmax")) {
        requireRows(node);
      }
      if (ends && ANSWERING.contains(node.operator())) {
        return Optional.of(node.operator());
      }
      layers.add(node, value);
      value = node.outputs().get(0);
    }
    throw new OnnxFormatException("a network must be a stack. Received: a circle");
  }

  /** Those that read a value as a layer; not those that answer, or show it as an output. */
  private List<OnnxNode> layersOf(String value) {
    return readers.getOrDefault(value, List.of()).stream()
        .filter(node -> !ANSWERS.contains(node.operator()))
        .filter(
            node ->
                !node.operator().equals("Identity")
                    || node.outputs().stream().noneMatch(shown::contains))
        .toList();
  }

  private static void requireRows(OnnxNode softmax) throws OnnxFormatException {
    long axis = softmax.integer("axis", -1);
    if (axis != 1 && axis != -1) {
      throw new OnnxFormatException("Softmax must go over a row's units. Received: axis " + axis);
    }
  }

  /** The one input that is no constant. */
  private String input() throws OnnxFormatException {
    List<String> names =
        graph.inputs().stream()
            .map(OnnxValue::name)
            .filter(name -> !layers.isConstant(name))
            .toList();
    if (names.size() != 1) {
      throw new OnnxFormatException(
          "a network must have one input. Received: %d, %s"
              .formatted(names.size(), names.stream().limit(5).toList()));
    }
    return names.get(0);
  }
}
