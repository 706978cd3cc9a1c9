package org.lockstep.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/** Networks as ONNX Runtime runs them, against our own scoring. */
class OnnxExportTest {
  private static final int INPUTS = 5;
  private static final int ROWS = 64;
  private static final float CLOSE = 1e-5f;

  @ParameterizedTest
  @MethodSource("functions")
  void everyActivationIsTheRuntimesToo(Activation activation) throws Exception {
    List<LayerSpec> hidden =
        List.of(new DenseSpec(7, activation), new DenseSpec(4, activation), new DropoutSpec(0.5));
    assertScoresAlike(model(hidden, 3, Task.MULTICLASS));
  }

  static List<Activation> functions() {
    List<Activation> all = new ArrayList<>();
    Activation.names().forEach(name -> all.add(Activation.named(name)));
    all.add(new LeakyRelu(0.3));
    all.add(new Elu(1.5));
    return all;
  }

  @Test
  void normalizationsAndActivationsOfTheirOwnAreLayers() throws Exception {
    List<LayerSpec> hidden =
        List.of(
            new GaussianNoiseSpec(0.1),
            new DenseSpec(6, Activation.named("identity")),
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.named("prelu")),
            new DenseSpec(6, Activation.named("tanh")),
            new BatchNormalizationSpec(0.5, 1e-5, false, false),
            new ActivationSpec(Activation.named("mish")));
    assertScoresAlike(model(hidden, 3, Task.MULTICLASS));
  }

  @Test
  void everyTaskAnswersAsTheScorerDoes() throws Exception {
    assertScoresAlike(model(hidden(), 1, Task.BINARY));
    assertScoresAlike(model(hidden(), 4, Task.MULTI_LABEL));
    assertScoresAlike(model(hidden(), 3, Task.DISTRIBUTION));
    assertScoresAlike(model(hidden(), 2, Task.REGRESSION));
  }

  @Test
  void chosenOutputsAndThresholdsAreKept() throws Exception {
    NetworkSpec binary = NetworkSpec.of(INPUTS, hidden(), 1, Task.BINARY, 0);
    assertScoresAlike(of(binary.with(new OutputSpec.Threshold()), Thresholds.of(List.of(0.5))));
    assertScoresAlike(of(binary, Thresholds.of(List.of(0.6))));
    NetworkSpec labels = NetworkSpec.of(INPUTS, hidden(), 2, Task.MULTI_LABEL, 0);
    assertScoresAlike(of(labels, Thresholds.of(List.of(0.3, 0.7))));
    NetworkSpec numbers = NetworkSpec.of(INPUTS, hidden(), 2, Task.REGRESSION, 0);
    double infinite = Double.POSITIVE_INFINITY;
    for (OutputSpec bounds :
        List.of(
            new OutputSpec.Bounded(-1, 2),
            new OutputSpec.Bounded(0.5, infinite),
            new OutputSpec.Bounded(-infinite, 0.5))) {
      assertScoresAlike(of(numbers.with(bounds), Thresholds.of(List.of())));
    }
    LossSpec poisson = new LossSpec.Poisson();
    assertScoresAlike(
        of(
            NetworkSpec.of(INPUTS, hidden(), 1, Task.REGRESSION, poisson, 0),
            Thresholds.of(List.of())));
  }

  @Test
  void theFileSaysWhatItIs() throws Exception {
    Model model = model(hidden(), 3, Task.MULTICLASS);
    byte[] bytes = OnnxExport.bytes(model, OnnxExport.Input.FEATURES, "1.2.3");
    assertThat(OnnxExport.bytes(model, OnnxExport.Input.FEATURES, "1.2.3")).isEqualTo(bytes);
    try (Runtime runtime = new Runtime(bytes)) {
      assertThat(runtime.metadata())
          .containsEntry("lockstep.model_sha256", model.sha256())
          .containsEntry("lockstep.labels", "[\"a0\", \"a1\", \"a2\"]")
          .containsEntry("lockstep.task", "multiclass");
    }
    assertThatThrownBy(() -> OnnxExport.bytes(model, OnnxExport.Input.TEXT, "1"))
        .hasMessage(
            "a pipeline in ONNX must be TF-IDF of words. Received: features of kind vector");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatWasExportedCanBeImported(long seed) throws Exception {
    List<LayerSpec> hidden =
        List.of(
            new DenseSpec(6, Activation.named("relu")),
            new DenseSpec(6, Activation.named("identity")),
            new BatchNormalizationSpec(),
            new ActivationSpec(Activation.named("prelu")));
    Task task = List.of(Task.MULTICLASS, Task.BINARY, Task.REGRESSION).get((int) seed - 1);
    Model model = model(hidden, task == Task.BINARY ? 1 : 2, task);
    Path file = Files.createTempFile("lockstep", ".onnx");
    try {
      Files.write(file, OnnxExport.bytes(model, OnnxExport.Input.FEATURES, "1"));
      Model back = OnnxImport.read(file, Optional.empty(), List.of());
      assertThat(back.sha256()).isEqualTo(model.sha256());
      assertThat(back.labels()).isEqualTo(model.labels());
      assertThat(back.network().task()).isEqualTo(task);
      assertThat(new Scorer(back).predict(rows(1))).isEqualTo(new Scorer(model).predict(rows(1)));
    } finally {
      Files.delete(file);
    }
  }

  private static List<LayerSpec> hidden() {
    return List.of(new DenseSpec(6, Activation.named("tanh")));
  }

  private static Model model(List<LayerSpec> hidden, int outputs, Task task) {
    NetworkSpec network = NetworkSpec.of(INPUTS, hidden, outputs, task, 0);
    return of(network, Thresholds.standard(task, outputs));
  }

  /** Every number random, moving averages and slopes, too; variances positive. */
  private static Model of(NetworkSpec network, Thresholds thresholds) {
    float[] parameters = Parameters.initialise(network, 1).values();
    Random random = new Random(11);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = parameters[i] == 1 ? 0.5f + random.nextFloat() : random.nextFloat() - 0.4f;
    }
    int labels =
        switch (network.task()) {
          case REGRESSION -> 0;
          case BINARY -> 2;
          default -> network.outputs();
        };
    List<String> names = IntStream.range(0, labels).mapToObj(k -> "a" + k).toList();
    return new Model(network, parameters, new VectorFeatures(INPUTS), names, thresholds, Map.of());
  }

  private static Matrix rows(long seed) {
    Random random = new Random(seed);
    float[] data = new float[ROWS * INPUTS];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (2 * random.nextGaussian());
    }
    return new Matrix(data, 0, ROWS, INPUTS);
  }

  private static void assertScoresAlike(Model model) throws Exception {
    Matrix rows = rows(5);
    float[][] features = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      features[i] = Arrays.copyOfRange(rows.data(), i * INPUTS, (i + 1) * INPUTS);
    }
    List<Prediction> expected = new Scorer(model).predict(rows);
    byte[] bytes = OnnxExport.bytes(model, OnnxExport.Input.FEATURES, "1");
    try (Runtime runtime = new Runtime(bytes)) {
      assertAlike(model, expected, runtime.run("features", features), CLOSE);
    }
  }

  static void assertAlike(
      Model model, List<Prediction> expected, Map<String, Object> outputs, float close) {
    String name = model.labels().isEmpty() ? "prediction" : "probabilities";
    float[][] received = (float[][]) outputs.get(name);
    assertThat(received.length).isEqualTo(expected.size());
    for (int row = 0; row < received.length; row++) {
      List<Float> wanted = expected.get(row).outputs();
      assertThat(received[row]).hasSize(wanted.size());
      for (int k = 0; k < wanted.size(); k++) {
        float scale = Math.max(1, Math.abs(wanted.get(k)));
        assertThat(received[row][k])
            .as("%s of row %d", name, row)
            .isCloseTo(wanted.get(k), within(close * scale));
      }
      if (outputs.containsKey("label")) {
        assertThat(((String[]) outputs.get("label"))[row])
            .isEqualTo(expected.get(row).label().orElseThrow());
      }
      if (outputs.containsKey("positive")) {
        boolean[] positive = ((boolean[][]) outputs.get("positive"))[row];
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < positive.length; k++) {
          if (positive[k]) {
            labels.add(model.labels().get(k));
          }
        }
        assertThat(labels).isEqualTo(expected.get(row).labels());
      }
    }
    assertThat(outputs).containsKey("logits");
  }
}
