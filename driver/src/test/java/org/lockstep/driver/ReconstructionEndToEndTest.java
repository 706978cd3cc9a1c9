package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.table.CsvTable;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.Reconstruction;
import org.lockstep.trainer.model.Reconstructor;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.TableFeatures;

/** Whole commands with jobs whose targets are their features. */
class ReconstructionEndToEndTest {
  private static final String TEXTS =
      """
      data { source = csv, path = "%s", task = reconstruction }
      network.layers = [{ units = 2, activation = identity }]
      training { epochs = 30, batchSize = 16, optimizer.learningRate = 0.05 }
      """;

  @TempDir private Path folder;
  private CommandLine lockstep;

  @BeforeEach
  void lookNowhere() {
    lockstep = new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "LOCKSTEP_DATA", matches = ".+")
  void digitsAreSaidInEightNumbersScoredResumedAndPredicted() throws IOException {
    Path data = Path.of(System.getenv("LOCKSTEP_DATA"));
    lockstep =
        new CommandLine(new LookUp(Optional.of(data.toString()), folder, folder.resolve("cache")));
    Path run = folder.resolve("digits");
    assertThat(lockstep.train("autoencoder.conf", run, "training.epochs=12"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out())
        .contains("→ 8 tanh → 32 tanh → 64 sigmoid", "rmse", "R²", "--out errors.csv --code");
    int early = epochs(run);
    double before = CommandLine.score(run, "test", "rmse");
    assertThat(lockstep.run("local[2]", "resume", run.toString(), "--set", "training.epochs=40"))
        .as(lockstep.errors())
        .isZero();
    assertThat(epochs(run)).isGreaterThan(early);
    // Pixels of 0 to 1 with a mean square of 0.14; their means alone leave an RMSE of 0.2.
    assertThat(CommandLine.score(run, "test", "rmse")).isBetween(0.05, Math.min(before, 0.16));
    JsonNode metrics = MetricsFile.read(run);
    assertThat(metrics.path("task").asText()).isEqualTo("reconstruction");
    assertThat(metrics.path("labels")).isEmpty();
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(CsvTable.read(run.resolve("mistakes.csv")).orElseThrow().texts("predicted"))
        .hasSize(50)
        .allMatch(said -> said.startsWith("mean squared error "));
    assertThat(lockstep.run("none", "status", run.toString())).isZero();

    Path out = folder.resolve("errors.csv");
    assertThat(predict(run, "digits", out, "--code")).as(lockstep.errors()).isZero();
    CsvTable errors = CsvTable.read(out).orElseThrow();
    assertThat(errors.columns())
        .startsWith("file", "record", "reconstruction_error", "code_1")
        .endsWith("code_8")
        .hasSize(11);
    assertThat(errors.rows()).hasSize(1797);
    Model model = ModelFile.read(run.resolve("model"));
    assertThat(model.network().task()).isEqualTo(Task.RECONSTRUCTION);
    Reconstruction first = new Reconstructor(model).of(firstDigit(model, data)).get(0);
    assertThat(errors.numbers("reconstruction_error")[0]).isEqualTo(first.error());
    assertThat(errors.numbers("code_8")[0]).isEqualTo((double) first.code().get(7));

    assertThat(lockstep.run("local[2]", "evaluate", run.toString(), "--data", "digits"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("1797 rows used", "rmse").doesNotContain("target ");
  }

  private static Matrix firstDigit(Model model, Path data) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data.resolve("digits.csv.gz"))),
                StandardCharsets.UTF_8))) {
      double[] pixels =
          Arrays.stream(lines.readLine().split(","))
              .limit(64)
              .mapToDouble(Double::parseDouble)
              .toArray();
      float[] row = ((TableFeatures) model.features()).transform(pixels, new String[0]);
      return new Matrix(row, 0, 1, row.length);
    }
  }

  @Test
  void sparseTextsNeedNoLabelAndTheOddOneHasTheLargestError() throws IOException {
    Path run = folder.resolve("texts");
    Path job = Files.writeString(folder.resolve("texts.conf"), TEXTS.formatted(texts()));
    assertThat(lockstep.run("local[2]", "train", job.toString(), "--out", run.toString()))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("4 → 2 identity → 4 linear");
    Path out = folder.resolve("errors.csv");
    Path odd = Files.writeString(folder.resolve("odd.csv"), "text\nred apple\nred ship\n");
    assertThat(predict(run, odd.toString(), out)).as(lockstep.errors()).isZero();
    CsvTable table = CsvTable.read(out).orElseThrow();
    assertThat(table.columns()).containsExactly("file", "record", "reconstruction_error");
    double[] errors = table.numbers("reconstruction_error");
    assertThat(errors[1]).isGreaterThan(2 * errors[0]);
    assertThat(lockstep.run("none", "predict", run.toString(), "--text", "red ship")).isZero();
    String said = lockstep.out().replaceAll("(?s)reconstruction error (\\S+)  red ship\\s*", "$1");
    assertThat(Double.parseDouble(said)).isCloseTo(errors[1], within(1e-12));

    assertThat(predict(run, odd.toString(), folder.resolve("a.csv"), "--code")).isZero();
    assertThat(lockstep.run("local[2]", "report", run.toString(), "--baselines")).isEqualTo(2);
    assertThat(lockstep.errors()).contains("Received: a model of reconstruction");
  }

  @Test
  void codesAreOfAutoencodersAlone() throws IOException {
    Path data = folder.resolve("small.csv");
    Files.writeString(
        data,
        "text,label\n"
            + IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0 ? "lovely w" + i + ",good\n" : "awful w" + i + ",bad\n")
                .collect(Collectors.joining()));
    Path job =
        Files.writeString(
            folder.resolve("small.conf"),
            "data { source = csv, path = \"%s\" }, training.epochs = 1".formatted(data));
    Path run = folder.resolve("small");
    assertThat(lockstep.run("local[2]", "train", job.toString(), "--out", run.toString()))
        .as(lockstep.errors())
        .isZero();
    assertThat(predict(run, data.toString(), folder.resolve("b.csv"), "--code")).isEqualTo(2);
    assertThat(lockstep.errors())
        .contains("--code must go with a model that reconstructs its features. Received: a model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.label=kind | data.label, labels and target must be left out
          data.labels=[a, b] | data.label, labels and target must be left out
          data.target=price | data.label, labels and target must be left out
          training.classWeight=balanced | classWeight must be none where the features are
          report.baselines=quick | baselines must be none where rows
          features.naiveBayes=true | naiveBayes must be false
          prediction.threshold=0.3 | threshold must be 0.5
          network.layers=[] | layers must be one dense layer or more
          network.output.activation=softmax | activation must be auto, linear or sigmoid
          network.loss.type=hinge | type must be auto, mean_squared_error
          network.loss={type = cross_entropy, labelSmoothing = 0.1} | without labelSmoothing
          network.output={activation = sigmoid, upper = 2} | upper must be left out where outputs are sigmoid
          search={space = [{key = training.batchSize, values = [8]}], metric = macro_f1} | metric must
          """)
  void whatMakesNoSenseIsRefusedBeforeAnythingIsRead(String setting, String sentence)
      throws IOException {
    Path job = Files.writeString(folder.resolve("texts.conf"), TEXTS.formatted("none.csv"));
    assertThat(
            lockstep.run(
                "none",
                "train",
                job.toString(),
                "--set",
                setting,
                "--out",
                folder.resolve("refused").toString()))
        .isEqualTo(78);
    assertThat(lockstep.errors()).contains(sentence);
  }

  @Test
  void crossEntropyOfOtherNumbersThanZeroToOneIsRefused() throws IOException {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> i + "," + (i * 7 % 11) + "\n")
            .collect(Collectors.joining());
    Path data = Files.writeString(folder.resolve("numbers.csv"), "a,b\n" + rows);
    Path job =
        Files.writeString(
            folder.resolve("numbers.conf"),
            """
            data { source = csv, path = "%s", task = reconstruction }
            features { columns = [a, b], scale = standard }
            network { layers = [{ units = 1 }], output.activation = sigmoid }
            training.epochs = 2
            """
                .formatted(data));
    for (String stream : List.of("null", "{ blockRows = 8, windowBlocks = 2 }")) {
      assertThat(
              lockstep.run(
                  "local[2]",
                  "train",
                  job.toString(),
                  "--set",
                  "training.stream=" + stream,
                  "--out",
                  folder + "/refused" + stream.length()))
          .as(lockstep.errors())
          .isEqualTo(78);
      assertThat(lockstep.errors())
          .contains(
              "network.loss.type must suit the rows (features.scale = min_max makes",
              "features must be 0 to 1 where cross_entropy reconstructs them. Received: ",
              "train rows of worker 0");
    }
    assertThat(
            lockstep.run(
                "local[2]",
                "train",
                job.toString(),
                "--set",
                "network.loss.type=mean_squared_error",
                "--set",
                "features.scale=min_max",
                "--out",
                folder + "/numbers"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("2 → 1 relu → 2 0.0 to 1.0");
  }

  @Test
  void tooManyFeaturesAreRefused() throws IOException {
    String words =
        IntStream.range(0, 16_400).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    Path data =
        Files.writeString(
            folder.resolve("wide.csv"), "text\n" + (words + "\n") + "a b\nb c\nc d\nd e\ne f\n");
    Path job = Files.writeString(folder.resolve("wide.conf"), TEXTS.formatted(data));
    assertThat(
            lockstep.run(
                "local[2]",
                "train",
                job.toString(),
                "--set",
                "features.maxTerms=0",
                "--set",
                "data.split={train = 1, validation = 0, test = 0}",
                "--set",
                "training.earlyStopping=null",
                "--out",
                folder + "/wide"))
        .isEqualTo(78);
    assertThat(lockstep.errors()).contains("features must be at most 16,384 where they are");
  }

  private int predict(Path run, String data, Path out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("predict", run.toString(), "--data", data, "--out", out.toString()));
    words.addAll(List.of(more));
    return lockstep.run("local[2]", words.toArray(String[]::new));
  }

  private static int epochs(Path run) throws IOException {
    return MetricsFile.read(run).path("epochs").asInt();
  }

  /** Of red apples and of wooden ships, no two texts alike; two numbers tell how much of each. */
  private Path texts() throws IOException {
    String rows =
        IntStream.range(0, 50)
            .mapToObj(i -> (i % 2 == 0 ? said("red", "apple", i / 2) : said("wood", "ship", i / 2)))
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("texts.csv"), "text\n" + rows);
  }

  private static String said(String first, String second, int i) {
    return (first + " ").repeat(3 + i % 5) + (second + " ").repeat(3 + i / 5) + "\n";
  }
}
