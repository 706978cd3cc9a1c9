package org.lockstep.trainer.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Json;
import org.lockstep.trainer.model.JsonException;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;

/**
 * A stack of layers from an ONNX file, as Keras, PyTorch or scikit-learn write a feed-forward
 * network: Gemm, or MatMul and Add; BatchNormalization; Relu, LeakyRelu, PRelu, Elu, Selu, Gelu,
 * Sigmoid, Tanh, Softplus, Mish; Softmax or Sigmoid at the end. Rows are vectors.
 *
 * <p>Trusts nothing: lengths and shapes are checked before memory is taken, and an operator that is
 * not known is refused by its name.
 */
public final class OnnxImport {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private OnnxImport() {}

  /**
   * Reads a file.
   *
   * @param task what the outputs mean; if empty: classes after a softmax, two classes or several
   *     labels after a sigmoid of one or more outputs, else numbers
   * @param labels names in order; if empty those that Lockstep wrote into the file, or 0, 1, …
   * @return a model of vectors
   * @throws OnnxFormatException if the file is no such stack
   */
  public static Model read(Path file, Optional<Task> task, List<String> labels) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new OnnxFormatException(
          "an ONNX file must be at most %,d bytes. Received: %,d (%s)"
              .formatted(MOST_BYTES, bytes, file));
    }
    return read(
        ByteBuffer.wrap(Files.readAllBytes(file)), task, labels, file.getFileName().toString());
  }

  /**
   * @param name of the file, for the model's provenance and for messages
   */
  static Model read(ByteBuffer file, Optional<Task> task, List<String> labels, String name)
      throws OnnxFormatException {
    try {
      OnnxGraph graph = OnnxReader.read(file);
      return model(graph, new LayerReading(graph, file.remaining()), task, labels, name);
    } catch (OnnxFormatException | IllegalArgumentException e) {
      OnnxFormatException refused = new OnnxFormatException(e.getMessage() + " (" + name + ")");
      refused.initCause(e);
      throw refused;
    }
  }

  private static Model model(
      OnnxGraph graph, LayerReading layers, Optional<Task> task, List<String> labels, String file)
      throws OnnxFormatException {
    Optional<String> end = new LayerWalk(graph, layers).toLogits();
    LayerStack stack = layers.stack();
    if (!stack.endsLinear()) {
      throw new OnnxFormatException(
          "the last layer must be a linear one, with softmax or sigmoid after it or nothing."
              + " Received: "
              + (stack.specs().isEmpty()
                  ? "no layer"
                  : stack.specs().get(stack.specs().size() - 1)));
    }
    Task meant = task.orElseGet(() -> task(end, stack.width()));
    DenseSpec last = (DenseSpec) stack.specs().get(stack.specs().size() - 1);
    NetworkSpec network = new NetworkSpec(stack.inputs(), stack.specs(), meant);
    Map<String, Object> imported = new LinkedHashMap<>();
    imported.put("file", file);
    imported.put("producer", graph.producer());
    return new Model(
        network,
        new ParameterLayout(network).arrayOf(stack.parameters()),
        new VectorFeatures(stack.inputs()),
        labels.isEmpty() ? labels(graph, meant, last.units()) : labels,
        Map.of("imported", imported));
  }

  private static Task task(Optional<String> end, int outputs) {
    if (end.isEmpty()) {
      return Task.REGRESSION;
    }
    if (end.get().equals("Softmax")) {
      return Task.MULTICLASS;
    }
    return outputs == 1 ? Task.BINARY : Task.MULTI_LABEL;
  }

  private static List<String> labels(OnnxGraph graph, Task task, int outputs) {
    int count =
        switch (task) {
          case REGRESSION, RECONSTRUCTION -> 0;
          case BINARY -> 2;
          case MULTICLASS, MULTI_LABEL, DISTRIBUTION -> outputs;
        };
    try {
      String json = graph.metadata().getOrDefault("lockstep.labels", "[]");
      Object written =
          Json.read(
              json.getBytes(StandardCharsets.UTF_8),
              new Json.Limits(1 << 24, 1, 1 << 20, 1, 1 << 20));
      if (written instanceof List<?> names
          && names.size() == count
          && names.stream().allMatch(String.class::isInstance)) {
        return names.stream().map(String.class::cast).toList();
      }
    } catch (JsonException e) {
      // Not Lockstep's, whatever its name says.
    }
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }
}
