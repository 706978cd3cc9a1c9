package org.lockstep.trainer.onnx;

import java.nio.ByteBuffer;
import java.util.List;
import org.lockstep.trainer.bytes.ProtoWriter;

/**
 * A graph as the bytes of a ModelProto; field numbers as in onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). The same graph gives the same bytes.
 */
final class OnnxWriter {
  /** Of ONNX 1.13; readers take this and older ones. */
  private static final long IR_VERSION = 8;

  // AttributeProto.AttributeType
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private OnnxWriter() {}

  /**
   * @param version of Lockstep
   */
  static byte[] bytes(OnnxGraph graph, String version) {
    ProtoWriter model = new ProtoWriter().integer(1, IR_VERSION);
    model.text(2, graph.producer()).text(3, version);
    model.message(7, graph(graph));
    graph
        .opsets()
        .forEach(
            (domain, each) -> model.message(8, new ProtoWriter().text(1, domain).integer(2, each)));
    graph
        .metadata()
        .forEach(
            (name, value) -> model.message(14, new ProtoWriter().text(1, name).text(2, value)));
    return model.toBytes();
  }

  private static ProtoWriter graph(OnnxGraph graph) {
    ProtoWriter out = new ProtoWriter();
    graph.nodes().forEach(node -> out.message(1, node(node)));
    out.text(2, "lockstep");
    graph.constants().forEach(tensor -> out.message(5, tensor(tensor)));
    graph.inputs().forEach(value -> out.message(11, value(value)));
    graph.outputs().forEach(value -> out.message(12, value(value)));
    return out;
  }

  private static ProtoWriter node(OnnxNode node) {
    ProtoWriter out = new ProtoWriter();
    node.inputs().forEach(name -> out.text(1, name));
    node.outputs().forEach(name -> out.text(2, name));
    out.text(3, node.operator() + " to " + node.outputs().get(0)).text(4, node.operator());
    node.attributes().forEach((name, value) -> out.message(5, attribute(name, value)));
    return out.text(7, node.domain());
  }

  private static ProtoWriter attribute(String name, Object value) {
    ProtoWriter out = new ProtoWriter().text(1, name);
    if (value instanceof Float real) {
      out.real(2, real).integer(20, FLOAT);
    } else if (value instanceof Long integer) {
      out.integer(3, integer).integer(20, INT);
    } else if (value instanceof String text) {
      out.text(4, text).integer(20, STRING);
    } else if (value instanceof long[] integers) {
      for (long each : integers) {
        out.integer(8, each);
      }
      out.integer(20, INTS);
    } else if (value instanceof List<?> texts) {
      texts.forEach(each -> out.text(9, (String) each));
      out.integer(20, STRINGS);
    } else {
      throw new IllegalArgumentException(
          "an attribute must be a number, a text or several. Received: " + value.getClass());
    }
    return out;
  }

  private static ProtoWriter tensor(OnnxTensor tensor) {
    ProtoWriter out = new ProtoWriter();
    tensor.dims().forEach(length -> out.integer(1, length));
    ByteBuffer raw = tensor.raw().duplicate();
    byte[] bytes = new byte[raw.remaining()];
    raw.get(bytes);
    return out.integer(2, tensor.type()).text(8, tensor.name()).bytes(9, bytes);
  }

  private static ProtoWriter value(OnnxValue value) {
    ProtoWriter shape = new ProtoWriter();
    for (Object length : value.dims()) {
      ProtoWriter dim = new ProtoWriter();
      shape.message(
          1, length instanceof Long fixed ? dim.integer(1, fixed) : dim.text(2, (String) length));
    }
    ProtoWriter tensor = new ProtoWriter().integer(1, value.type()).message(2, shape);
    return new ProtoWriter().text(1, value.name()).message(2, new ProtoWriter().message(1, tensor));
  }
}
