package org.lockstep.trainer.onnx;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Json;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.text.TextFeatures;
import org.lockstep.trainer.text.TfIdf;

/**
 * A model as an ONNX file: opset 17, the network as it evaluates, in float.
 *
 * <p>Inputs: {@code features}, float (rows, inputs), or {@code text}, string (rows). Outputs:
 * {@code logits}, float (rows, outputs); {@code probabilities}, float (rows, labels), both of a
 * binary model; {@code label}, string (rows), or for several labels {@code positive}, bool (rows,
 * labels); for numbers {@code prediction}, float (rows, outputs). The labels, the task and the
 * model's SHA-256 stand in the file's metadata.
 *
 * <p>Arithmetic is the runtime's: probabilities agree within 1e-5, not to the bit. Lower case is
 * the runtime's too, letter by letter, so "İ" and a final "Σ" may differ; all else about the tokens
 * is exact.
 */
public final class OnnxExport {
  /** Protocol buffers end at 2 GiB. */
  private static final long MOST_PARAMETERS = 500_000_000;

  private OnnxExport() {}

  /** What a file's rows are. */
  public enum Input {
    /** Numbers, one a network input, as the model's feature pipeline makes them. */
    FEATURES,
    /** Texts; the pipeline is in the file. */
    TEXT
  }

  /**
   * What of a model's feature pipeline cannot be expressed exactly in ONNX's operators: empty if
   * {@link Input#TEXT} can be asked for.
   */
  public static List<String> inexpressible(FeaturePipeline features) {
    if (features instanceof TextFeatures text) {
      return TextNodes.inexpressible(text.spec());
    }
    return List.of("features of kind " + features.kind().name().toLowerCase(Locale.ROOT));
  }

  /**
   * The file's bytes; the same model gives the same ones.
   *
   * @param version of Lockstep, for the file's header
   * @throws IllegalArgumentException if the pipeline is asked for and cannot be expressed, or the
   *     weights exceed what an ONNX file can hold
   */
  public static byte[] bytes(Model model, Input input, String version) {
    int parameters = new ParameterLayout(model.network()).numbers();
    if (parameters > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "a model must have at most %,d parameters for an ONNX file. Received: %,d"
              .formatted(MOST_PARAMETERS, parameters));
    }
    GraphDraft graph = new GraphDraft();
    String features;
    if (input == Input.TEXT) {
      List<String> reasons = inexpressible(model.features());
      if (!reasons.isEmpty()) {
        throw new IllegalArgumentException(
            "a pipeline in ONNX must be TF-IDF of words. Received: " + String.join(", ", reasons));
      }
      String texts = graph.input("text", OnnxTensor.STRING);
      features = TextNodes.apply(graph, (TfIdf) model.features(), texts);
    } else {
      features = graph.input("features", OnnxTensor.FLOAT, (long) model.network().inputs());
    }
    AnswerNodes.apply(graph, model, LayerNodes.apply(graph, model, features));
    return OnnxWriter.bytes(graph.graph(metadata(model)), version);
  }

  private static Map<String, String> metadata(Model model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("lockstep.labels", text(model.labels()));
    metadata.put("lockstep.network", model.network().summary());
    metadata.put("lockstep.task", model.network().task().name().toLowerCase(Locale.ROOT));
    metadata.put("lockstep.model_sha256", model.sha256());
    return metadata;
  }

  private static String text(Object json) {
    return new String(Json.write(json), StandardCharsets.UTF_8).strip();
  }
}
