package org.lockstep.trainer.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph that grows node by node; gives each value a name of its own. */
final class GraphDraft {
  static final String ONNX = "";
  static final String ONNX_ML = "ai.onnx.ml";
  static final String MICROSOFT = "com.microsoft";

  /** Operator sets that runtimes have known since 2022. */
  private static final Map<String, Long> VERSIONS = Map.of(ONNX, 17L, ONNX_ML, 3L, MICROSOFT, 1L);

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> constants = new ArrayList<>();
  private final List<OnnxValue> inputs = new ArrayList<>();
  private final List<OnnxValue> outputs = new ArrayList<>();
  private final Map<String, Long> opsets = new LinkedHashMap<>(Map.of(ONNX, VERSIONS.get(ONNX)));
  private int names;

  /** An input of as many rows as there are, {@code dims} beyond them. */
  String input(String name, int type, Object... dims) {
    inputs.add(new OnnxValue(name, type, rows(dims)));
    return name;
  }

  /** Makes a value an output under another name. */
  void output(String value, String name, int type, Object... dims) {
    nodes.add(OnnxNode.of("Identity", List.of(value), name));
    outputs.add(new OnnxValue(name, type, rows(dims)));
  }

  /** Applies an operator of ONNX's own; returns the name of what it makes. */
  String apply(String operator, String... arguments) {
    return apply(OnnxNode.of(operator, List.of(arguments), name()));
  }

  /** Applies a node that {@link #node} began. */
  String apply(OnnxNode node) {
    opsets.put(node.domain(), VERSIONS.get(node.domain()));
    nodes.add(node);
    return node.outputs().get(0);
  }

  /** A node whose output has a name and which nobody has applied yet. */
  OnnxNode node(String operator, String... arguments) {
    return OnnxNode.of(operator, List.of(arguments), name());
  }

  /** A row of numbers that is broadcast over the rows, (columns). */
  String row(String name, float... values) {
    return constant(OnnxTensor.of(name, List.of((long) values.length), values));
  }

  String number(String name, float value) {
    return constant(OnnxTensor.of(name, List.of(), value));
  }

  String constant(OnnxTensor tensor) {
    if (constants.stream().noneMatch(each -> each.name().equals(tensor.name()))) {
      constants.add(tensor);
    }
    return tensor.name();
  }

  OnnxGraph graph(Map<String, String> metadata) {
    return new OnnxGraph("lockstep", opsets, nodes, constants, inputs, outputs, metadata);
  }

  private String name() {
    return "value_" + ++names;
  }

  private static List<Object> rows(Object... dims) {
    List<Object> all = new ArrayList<>(List.of("rows"));
    all.addAll(List.of(dims));
    return all;
  }
}
