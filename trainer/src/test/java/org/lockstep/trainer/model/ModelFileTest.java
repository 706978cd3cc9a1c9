package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TfIdf;

class ModelFileTest {
  @TempDir Path folder;

  static List<Model> models() {
    return List.of(
        Models.text(),
        Models.hashed(),
        Models.table(),
        Models.vector(),
        Models.large(),
        Models.everyFormula());
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsWrittenReadsBackToTheSameBits(Model model) throws IOException {
    ModelFile.write(folder.resolve("m"), model);
    Model back = ModelFile.read(folder.resolve("m"));
    assertThat(back.network()).isEqualTo(model.network());
    assertThat(back.sha256()).isEqualTo(model.sha256());
    assertThat(back.parameters()).isEqualTo(model.parameters());
    assertThat(back.labels()).isEqualTo(model.labels());
    assertThat(back.provenance()).isEqualTo(model.provenance());
    assertThat(back.features().kind()).isEqualTo(model.features().kind());
    for (int i = 0; i < model.features().width(); i++) {
      assertThat(back.features().featureName(i)).isEqualTo(model.features().featureName(i));
    }
    ModelFile.write(folder.resolve("again"), back);
    for (String file : List.of("card.json", "weights.safetensors", "SHA256SUMS")) {
      assertThat(folder.resolve("again").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("m").resolve(file));
    }
  }

  @Test
  void aChosenLossIsKeptAndAnUnknownOneRefused() throws IOException {
    List<LossSpec> losses =
        List.of(
            new LossSpec.CrossEntropy(0.1),
            new LossSpec.Focal(1.5),
            new LossSpec.Hinge(),
            new LossSpec.AbsoluteError(),
            new LossSpec.Huber(0.5),
            new LossSpec.Poisson());
    for (LossSpec loss : losses) {
      boolean regression = loss.tasks().contains(Task.REGRESSION);
      Task task = regression ? Task.REGRESSION : Task.BINARY;
      NetworkSpec network = NetworkSpec.of(2, List.of(), 1, task, loss, 0);
      List<String> labels = regression ? List.of() : List.of("no", "yes");
      Path file = folder.resolve(loss.name());
      float[] parameters = {0.5f, -0.25f, 1};
      ModelFile.write(
          file, new Model(network, parameters, new VectorFeatures(2), labels, Map.of()));
      assertThat(ModelFile.read(file).network()).isEqualTo(network);
      double output =
          new Scorer(ModelFile.read(file)).predict(new double[] {2, 0}).outputs().get(0);
      if (loss instanceof LossSpec.Poisson) {
        assertThat(output).isCloseTo(Math.exp(2), within(1e-6));
      }
    }
    Path card = folder.resolve("huber").resolve("card.json");
    Files.writeString(card, Files.readString(card).replace("\"huber\"", "\"hubert\""));
    sign(folder.resolve("huber"));
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("huber")))
        .hasMessageContaining("loss.type must be one of [cross_entropy, ")
        .hasMessageContaining("Received: hubert");
  }

  @Test
  void aChosenOutputIsKeptAndPredicts() throws IOException {
    float[] parameters = {0.5f, -0.25f, 1};
    double infinite = Double.POSITIVE_INFINITY;
    for (OutputSpec output :
        List.of(
            new OutputSpec.Bounded(0, infinite),
            new OutputSpec.Bounded(-infinite, 1.5),
            new OutputSpec.Threshold())) {
      boolean step = output instanceof OutputSpec.Threshold;
      Task task = step ? Task.BINARY : Task.REGRESSION;
      NetworkSpec network = NetworkSpec.of(2, List.of(), 1, task, 0).with(output);
      Path file = folder.resolve(network.summary().replaceAll("[^0-9a-z]", "_"));
      List<String> labels = step ? List.of("no", "yes") : List.of();
      ModelFile.write(
          file, new Model(network, parameters, new VectorFeatures(2), labels, Map.of()));
      Model back = ModelFile.read(file);
      assertThat(back.network()).isEqualTo(network);
      Prediction prediction = new Scorer(back).predict(new double[] {2, 0}); // logit 2
      if (step) {
        assertThat(prediction.outputs()).containsExactly(0f, 1f);
        assertThat(prediction.label()).contains("yes");
      } else {
        double softplus = Math.log(1 + Math.exp(2));
        double expected =
            ((OutputSpec.Bounded) output).hasLower() ? softplus : 1.5 - (softplus - 2);
        assertThat((double) prediction.outputs().get(0)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void tensorsOfANormalizationHaveTheNamesOfTheLayout() throws IOException {
    ModelFile.write(folder.resolve("m"), Models.everyFormula());
    String header =
        new String(
            Files.readAllBytes(folder.resolve("m").resolve("weights.safetensors")),
            StandardCharsets.ISO_8859_1);
    assertThat(header)
        .contains("\"batch_normalization_1/gamma\"", "\"batch_normalization_1/beta\"")
        .contains("\"batch_normalization_2/moving_mean\"")
        .contains("\"batch_normalization_2/moving_variance\"", "/alpha\"");
  }

  @Test
  void hashedTextScoresAlikeAfterReadingAndItsCardHoldsNoTerm() throws IOException {
    Path directory = folder.resolve("hashed");
    ModelFile.write(directory, Models.hashed());
    Model back = ModelFile.read(directory);
    String text = "a great plane, a late crew";
    assertThat(new Scorer(back).predict(text)).isEqualTo(new Scorer(Models.hashed()).predict(text));
    HashedTfIdf features = (HashedTfIdf) back.features();
    assertThat(features.spec()).isEqualTo(((HashedTfIdf) Models.hashed().features()).spec());
    assertThat(features.transform(text).values())
        .isNotEmpty()
        .containsExactly(((HashedTfIdf) Models.hashed().features()).transform(text).values());
    String card = Files.readString(directory.resolve("card.json"));
    assertThat(card).contains("\"hashBits\": 8").doesNotContain("plane");
    for (String[] change :
        new String[][] {
          {"\"hashBits\": 8", "\"hashBits\": 31", "hashBits must be 1 to 24. Received: 31"},
          {"\"hashBits\": 8", "\"hashBits\": 4", "buckets must be below 2^4"},
          {"seed 0", "seed 7", "hash must be one of [murmur3_x86_32 of UTF-8, seed 0]"},
          {"\"buckets\": [", "\"buckets\": [5000000000, ", "must be a 32-bit integer"},
          {"\"buckets\": [", "\"buckets\": [0, ", "one document frequency a bucket"}
        }) {
      Files.writeString(directory.resolve("card.json"), card.replace(change[0], change[1]));
      sign(directory);
      assertThatThrownBy(() -> ModelFile.read(directory))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(change[2]);
    }
  }

  @Test
  void logCountRatiosKeepEveryBitAndScoreAlike() throws IOException {
    ModelFile.write(folder.resolve("ratios"), Models.naiveBayes());
    Model back = ModelFile.read(folder.resolve("ratios"));
    TfIdf features = (TfIdf) Models.naiveBayes().features();
    assertThat(((TfIdf) back.features()).ratios()).isEqualTo(features.ratios()).isNotEmpty();
    assertThat(((TfIdf) back.features()).spec()).isEqualTo(features.spec());
    String text = "a great plane, a late crew";
    assertThat(new Scorer(back).predict(text))
        .isEqualTo(new Scorer(Models.naiveBayes()).predict(text));
  }

  @Test
  void fittedNumbersKeepEveryBit() throws IOException {
    ModelFile.write(folder.resolve("text"), Models.text());
    TfIdf text = (TfIdf) ModelFile.read(folder.resolve("text")).features();
    assertThat(text.idf()).isEqualTo(((TfIdf) Models.text().features()).idf());
    assertThat(text.spec()).isEqualTo(((TfIdf) Models.text().features()).spec());
    ModelFile.write(folder.resolve("table"), Models.table());
    TableFeatures table = (TableFeatures) ModelFile.read(folder.resolve("table")).features();
    assertThat(table.numeric()).isEqualTo(((TableFeatures) Models.table().features()).numeric());
    assertThat(table.spec()).isEqualTo(((TableFeatures) Models.table().features()).spec());
  }

  @Test
  void aDirectoryThatExistsIsLeftAlone() throws IOException {
    Path there = Files.createDirectory(folder.resolve("m"));
    assertThatThrownBy(() -> ModelFile.write(there, Models.vector()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("does not exist yet");
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void nothingIsLeftBehindBesideTheModel() throws IOException {
    ModelFile.write(folder.resolve("deep/er/m"), Models.vector());
    try (Stream<Path> files = Files.list(folder.resolve("deep/er"))) {
      assertThat(files).containsExactly(folder.resolve("deep/er/m"));
    }
    Model unwritable =
        new Model(
            Models.vector().network(),
            Models.vector().parameters(),
            Models.vector().features(),
            Models.vector().labels(),
            Map.of("score", Double.NaN));
    assertThatThrownBy(() -> ModelFile.write(folder.resolve("x"), unwritable))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("deep"));
    }
  }

  @Test
  void aNewerFormatIsRefusedWithBothVersions() throws IOException {
    assertEditRefused(
        "\"formatVersion\": 2", "\"formatVersion\": 7", "must be 1 to 2", "Received: 7");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("none")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no file card.json");
    ModelFile.write(folder.resolve("m"), Models.vector());
    Files.delete(folder.resolve("m/weights.safetensors"));
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("m")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no file weights.safetensors");
  }

  @Test
  void aCardThatPromisesMoreThanTheFileHoldsTakesNoMemory() throws IOException {
    assertEditRefused("\"units\": 4", "\"units\": 500000000", "4 bytes each");
    assertEditRefused("\"units\": 4", "\"units\": 2147483647", "fewer than 2^31");
    assertEditRefused("\"units\": 4", "\"units\": 5", "parameters, 4 bytes each|must have shape");
  }

  @Test
  void partsThatDoNotFitTogetherAreRefused() throws IOException {
    assertEditRefused("[\"no\", \"yes\"]", "[\"no\"]", "labels must be 2 different names");
    assertEditRefused("[\"no\", \"yes\"]", "[\"no\", \"no\"]", "labels must be 2 different names");
    assertEditRefused("\"width\": 2", "\"width\": 3", "an input a feature, 3");
    assertEditRefused("\"relu\"", "\"swish\"", "activation must be one of");
    assertEditRefused("\"format\": \"lockstep-model\"", "\"format\": \"other\"", "lockstep-model");
    assertEditRefused("\"labels\"", "\"lables\"", "labels|lables too");
  }

  @Test
  void aFormulaStandsWithAllItsSettingsAndNoOthers() throws IOException {
    assertEditRefused("\"relu\"", "\"leaky_relu\"", "leaky_relu must come with its slope");
    assertEditRefused("\"relu\"", "{\"type\": \"leaky_relu\"}", "slope");
    assertEditRefused("\"relu\"", "{\"type\": \"relu\", \"slope\": 0.1}", "slope too");
    assertEditRefused(
        "\"relu\"", "{\"type\": \"leaky_relu\", \"slope\": -1}", "slope must be a finite number");
    assertEditRefused(
        "\"relu\"", "{\"type\": \"elu\", \"alpha\": \"1\"}", "alpha must be a number");
    assertEditRefused("\"he_normal\"", "\"normal\"", "normal must come with its standardDev");
    assertEditRefused(
        "\"he_normal\"", "{\"type\": \"constant\", \"value\": 1e99}", "value must be a finite");
    assertEditRefused("\"relu\"", "7", "activation must be an object");
  }

  private void assertEditRefused(String from, String to, String... messages) throws IOException {
    Path model = folder.resolve("edited-" + Math.floorMod((from + to).hashCode(), 100_000));
    ModelFile.write(model, Models.vector());
    Path card = model.resolve("card.json");
    String text = Files.readString(card);
    assertThat(text).contains(from);
    Files.write(card, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    sign(model);
    for (String message : messages) {
      assertThatThrownBy(() -> ModelFile.read(model))
          .isInstanceOf(ModelFormatException.class)
          .message()
          .containsPattern(message.replace("^", "\\^"));
    }
  }

  /** The checksums of an edited card. */
  private static void sign(Path model) throws IOException {
    Files.write(
        model.resolve("SHA256SUMS"),
        Checksums.of(model, List.of("card.json", "weights.safetensors")));
  }

  @Test
  void theChecksumsAreWhatSha256sumWrites() throws IOException {
    Path model = folder.resolve("m");
    ModelFile.write(model, Models.vector());
    assertThat(Files.readString(model.resolve("SHA256SUMS")))
        .matches("[0-9a-f]{64}  card\\.json\n[0-9a-f]{64}  weights\\.safetensors\n");
    Path card = model.resolve("card.json");
    Files.writeString(card, Files.readString(card).replace("\"seed\": 3", "\"seed\": 4"));
    assertThatThrownBy(() -> ModelFile.read(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("card.json must have the SHA-256 that SHA256SUMS says");
  }
}
