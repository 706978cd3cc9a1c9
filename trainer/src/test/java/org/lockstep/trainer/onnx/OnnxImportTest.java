package org.lockstep.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Json;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/** Files that PyTorch wrote, by {@code torch_stacks.py}. */
class OnnxImportTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "org", "lockstep", "trainer", "onnx");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "softmax, MULTICLASS, 5 → 8 relu → 3 softmax",
    "normalized, BINARY, 5 → 6 identity (no bias) → batch normalization → tanh → 1 sigmoid",
    "shares, REGRESSION, 5 → 6 softmax → 2 linear",
    "products, MULTI_LABEL, 5 → 4 sigmoid → 7 leaky_relu 0.3 → 2 sigmoid",
    "functions, REGRESSION, 5 → 6 elu 1.5 (no bias) → 6 selu → 6 prelu 0.25 → 6 prelu 0.25"
        + " → 6 softplus → batch normalization → 2 linear"
  })
  void scoresAsPyTorchDoes(String name, Task task, String summary) throws IOException {
    Model model = OnnxImport.read(file(name), Optional.empty(), List.of());
    assertThat(model.network().task()).isEqualTo(task);
    assertThat(model.network().summary()).startsWith(summary);
    assertThat(model.provenance().get("imported").toString()).contains("pytorch 1.13");
    Map<?, ?> expected =
        (Map<?, ?>)
            Json.read(
                Files.readAllBytes(FOLDER.resolve("torch_stacks.json")), Json.Limits.standard());
    List<?> rows = (List<?>) expected.get("rows");
    List<?> wanted = (List<?>) expected.get(name);
    for (int i = 0; i < rows.size(); i++) {
      Prediction prediction = new Scorer(model).predict(doubles(rows.get(i)));
      double[] outputs = doubles(wanted.get(i));
      int first = task == Task.BINARY ? 1 : 0; // of both probabilities the positive one
      for (int k = 0; k < outputs.length; k++) {
        assertThat((double) prediction.outputs().get(first + k))
            .as("row %d, output %d", i, k)
            .isCloseTo(outputs[k], within(1e-5 * Math.max(1, Math.abs(outputs[k]))));
      }
    }
  }

  /** Of a kernel before which the layout leaves numbers unused. */
  @Test
  void aLargeFirstLayerComesBackToTheBit() throws IOException {
    DenseSpec hidden = new DenseSpec(64, new Relu());
    NetworkSpec network = NetworkSpec.of(4_096, List.of(hidden), 1, Task.REGRESSION, 0);
    float[] parameters = Parameters.initialise(network, 3).values();
    VectorFeatures features = new VectorFeatures(4_096);
    Model model = new Model(network, parameters, features, List.of(), Map.of());
    Path file = folder.resolve("large.onnx");
    Files.write(file, OnnxExport.bytes(model, OnnxExport.Input.FEATURES, "test"));
    Model back = OnnxImport.read(file, Optional.empty(), List.of());
    assertThat(back.network().summary()).isEqualTo(network.summary());
    assertThat(back.parameters()).isEqualTo(parameters);
  }

  @Test
  void taskAndLabelsCanBeGiven() throws IOException {
    List<String> labels = List.of("no", "yes");
    Model model = OnnxImport.read(file("functions"), Optional.of(Task.MULTICLASS), labels);
    assertThat(model.network().task()).isEqualTo(Task.MULTICLASS);
    assertThat(model.labels()).isEqualTo(labels);
    assertThat(OnnxImport.read(file("softmax"), Optional.empty(), List.of()).labels())
        .containsExactly("0", "1", "2");
    assertThatThrownBy(() -> OnnxImport.read(file("softmax"), Optional.empty(), labels))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("labels must be 3 different names");
  }

  @Test
  void anUnknownOperatorIsRefusedByItsName() {
    assertThatThrownBy(() -> OnnxImport.read(file("refused"), Optional.empty(), List.of()))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("a network must be a stack, each layer one of Gemm, MatMul, ")
        .hasMessageContaining("refused.onnx");
  }

  /** A file in which anything may have been changed gives a model or a sentence, and no more. */
  @ParameterizedTest
  @CsvSource({"softmax, 1", "normalized, 2", "functions, 3"})
  void aDamagedFileIsAModelOrASentence(String name, long seed) throws IOException {
    byte[] sound = Files.readAllBytes(file(name));
    Random random = new Random(seed);
    Path damaged = folder.resolve("damaged.onnx");
    int refused = 0;
    for (int i = 0; i < sound.length; i++) {
      byte[] bytes = sound.clone();
      bytes[i] ^= (byte) (1 + random.nextInt(255));
      refused += refusal(Files.write(damaged, bytes)) ? 1 : 0;
    }
    for (int length = 0; length < sound.length; length++) {
      assertThat(refusal(Files.write(damaged, Arrays.copyOf(sound, length))))
          .as("%d bytes", length)
          .isTrue();
    }
    assertThat(refused).isGreaterThan(50);
  }

  private static boolean refusal(Path file) {
    Throwable thrown = catchThrowable(() -> OnnxImport.read(file, Optional.empty(), List.of()));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(OnnxFormatException.class);
      assertThat(thrown.getMessage()).contains("must ").hasSizeBetween(20, 2000);
    }
    return thrown != null;
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".onnx");
  }

  private static double[] doubles(Object list) {
    return ((List<?>) list).stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
  }
}
