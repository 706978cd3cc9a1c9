package org.lockstep.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.bytes.ProtoWriter;

/**
 * The graph of an ONNX file. Trusts no length; copies no weights until {@link OnnxTensor#floats}
 * has checked them; reads no other file, and no graph within a graph.
 */
final class OnnxReader {
  /** Far above what stacks of layers have; a list entry costs some hundred bytes. */
  private static final int MOST = 100_000;

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> constants = new ArrayList<>();
  private final List<OnnxValue> inputs = new ArrayList<>();
  private final List<OnnxValue> outputs = new ArrayList<>();
  private int counted;

  private OnnxReader() {}

  /**
   * @throws OnnxFormatException if the bytes are no ONNX model
   */
  static OnnxGraph read(ByteBuffer file) throws OnnxFormatException {
    return new OnnxReader().model(new ProtoReader(file));
  }

  private OnnxGraph model(ProtoReader in) throws OnnxFormatException {
    StringBuilder producer = new StringBuilder();
    Map<String, Long> opsets = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    boolean graph = false;
    while (in.next()) {
      switch (in.field()) {
        case 2, 3 -> producer.append(producer.isEmpty() ? "" : " ").append(in.text());
        case 7 -> {
          require(!graph, "a model must hold one graph. Received: several");
          graph = true;
          graph(in.message());
        }
        case 8 -> opset(in.message(), opsets);
        case 14 -> metadata(in.message(), metadata);
        default -> in.skip();
      }
    }
    require(
        graph && !opsets.isEmpty(), "an ONNX file must hold a graph and its opset. Received: none");
    return new OnnxGraph(producer.toString(), opsets, nodes, constants, inputs, outputs, metadata);
  }

  private void opset(ProtoReader in, Map<String, Long> opsets) throws OnnxFormatException {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.integer();
        default -> in.skip();
      }
    }
    count();
    opsets.put(domain, version);
  }

  private void metadata(ProtoReader in, Map<String, String> to) throws OnnxFormatException {
    String name = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    count();
    to.put(name, value);
  }

  private void graph(ProtoReader in) throws OnnxFormatException {
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(node(in.message()));
        case 5 -> constants.add(tensor(in.message()));
        case 11 -> inputs.add(value(in.message()));
        case 12 -> outputs.add(value(in.message()));
        case 15 -> throw new OnnxFormatException("weights must be dense. Received: sparse ones");
        default -> in.skip();
      }
    }
  }

  private OnnxNode node(ProtoReader in) throws OnnxFormatException {
    count();
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    String operator = "";
    String domain = "";
    Map<String, Object> attributes = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> from.add(name(in));
        case 2 -> to.add(name(in));
        case 4 -> operator = in.text();
        case 5 -> attribute(in.message(), attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
    }
    return new OnnxNode(operator, domain, from, to, attributes);
  }

  private String name(ProtoReader in) throws OnnxFormatException {
    count();
    return in.text();
  }

  /** Lists of numbers and graphs within the graph are left out: no layer of ours has any. */
  private void attribute(ProtoReader in, Map<String, Object> to) throws OnnxFormatException {
    count();
    String name = "";
    Object value = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> value = in.real();
        case 3 -> value = in.integer();
        case 4 -> value = in.text();
        case 5 -> value = tensor(in.message());
        default -> in.skip();
      }
    }
    if (value != null) {
      to.put(name, value);
    }
  }

  private OnnxTensor tensor(ProtoReader in) throws OnnxFormatException {
    count();
    String name = "";
    List<Long> dims = new ArrayList<>();
    int type = 0;
    ByteBuffer data = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 ->
            in.integers(
                length -> {
                  require(
                      dims.size() < 8, "a tensor must have at most 8 dimensions. Received: more");
                  dims.add(length);
                });
        case 2 -> type = (int) in.integer();
        case 4, 9, 10 -> data = whole(in, data); // packed floats, raw bytes, packed doubles
        case 8 -> name = in.text();
        case 13 -> throw elsewhere(name);
        case 14 -> {
          if (in.integer() != 0) {
            throw elsewhere(name);
          }
        }
        default -> in.skip();
      }
    }
    return new OnnxTensor(name, dims, type, data == null ? ByteBuffer.allocate(0) : data);
  }

  private static OnnxFormatException elsewhere(String name) {
    return new OnnxFormatException(
        "weights must be in the ONNX file itself. Received: tensor %s in another file"
            .formatted(name));
  }

  private static ByteBuffer whole(ProtoReader in, ByteBuffer before) throws OnnxFormatException {
    require(
        before == null && in.wireType() == ProtoWriter.BYTES,
        "a tensor's numbers must be in one piece. Received: several");
    return in.bytes().order(ByteOrder.LITTLE_ENDIAN);
  }

  private OnnxValue value(ProtoReader in) throws OnnxFormatException {
    count();
    String name = "";
    int[] type = {0};
    List<Object> dims = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> type(in.message(), type, dims);
        default -> in.skip();
      }
    }
    return new OnnxValue(name, type[0], dims);
  }

  private void type(ProtoReader in, int[] type, List<Object> dims) throws OnnxFormatException {
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      ProtoReader tensor = in.message();
      while (tensor.next()) {
        switch (tensor.field()) {
          case 1 -> type[0] = (int) tensor.integer();
          case 2 -> shape(tensor.message(), dims);
          default -> tensor.skip();
        }
      }
    }
  }

  /** A length that is not fixed becomes its name, or "" for none. */
  private void shape(ProtoReader in, List<Object> dims) throws OnnxFormatException {
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      count();
      Object length = "";
      ProtoReader dim = in.message();
      while (dim.next()) {
        switch (dim.field()) {
          case 1 -> length = dim.integer();
          case 2 -> length = dim.text();
          default -> dim.skip();
        }
      }
      dims.add(length);
    }
  }

  private void count() throws OnnxFormatException {
    if (++counted > MOST) { // the sentence costs kilobytes, and most files need none
      throw new OnnxFormatException(
          "an ONNX file must hold at most %,d nodes, names and tensors. Received: more"
              .formatted(MOST));
    }
  }

  private static void require(boolean holds, String message) throws OnnxFormatException {
    if (!holds) {
      throw new OnnxFormatException(message);
    }
  }
}
