package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.report.WeightsFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunState;
import org.lockstep.driver.run.StatusFile;
import org.lockstep.driver.run.StatusRecord;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.LossSpec;

/** Whole commands on data that the test or the project makes: files, scores, bits, exit codes. */
class EndToEndTest {
  private static final String SHORT = "training.epochs=2";

  @TempDir private Path folder;
  private CommandLine lockstep;

  @BeforeEach
  void lookNowhere() {
    lockstep = new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
  }

  @Test
  void aFirstRunLearnsFromGeneratedTweetsAndSaysSoEverywhere() throws IOException {
    Path run = folder.resolve("run");
    assertThat(lockstep.train("quickstart.conf", run, "report.baselines=quick"))
        .as(lockstep.errors())
        .isZero();

    assertThat(lockstep.out()).contains("GENERATED").contains("classes of the test split");
    JsonNode metrics = MetricsFile.read(run);
    assertThat(metrics.path("data").path("source").asText()).isEqualTo("generated");
    assertThat(metrics.path("splits").path("test").path("macro_f1").asDouble())
        .isBetween(0.7, 0.99);
    assertThat(metrics.path("fingerprints").size()).isEqualTo(4);
    Model model = ModelFile.read(run.resolve("model"));
    assertThat(model.provenance())
        .containsKeys("created", "versions", "hardware", "data", "scores", "job");
    assertThat(model.provenance().get("data").toString())
        .contains("generated=true", "fingerprints={");
    assertThat(model.provenance().get("hardware").toString())
        .contains("processors=", "heapBytes=", "master=local", "kernel=");
    assertThat(model.sha256()).isEqualTo(metrics.path("model_sha256").asText());
    assertThat(Files.readString(run.resolve("status.json"))).contains("generated", "\"done\"");
    assertThat(run.resolve("_SUCCESS")).exists();
    JsonNode simpler = new ObjectMapper().readTree(Files.readString(run.resolve("baselines.json")));
    assertThat(simpler.findValuesAsText("name"))
        .as(lockstep.out())
        .containsExactly("most frequent class", "naive Bayes (multinomial)");
    double majority = simpler.at("/models/0/splits/test/macro_f1").asDouble();
    assertThat(simpler.at("/models/1/splits/test/macro_f1").asDouble()).isGreaterThan(majority);
    assertThat(WeightsFile.read(run).stream().map(WeightsFile.Entry::epoch))
        .startsWith(0, 0, 0, 0)
        .endsWith(metrics.path("epochs").asInt());

    assertThat(lockstep.run("none", "predict", run.toString(), "--text", "thank you, great crew"))
        .isZero();
    assertThat(lockstep.out()).startsWith("positive");

    Path tweets =
        Files.writeString(
            folder.resolve("new.csv"),
            String.join(",", header())
                + "\n1,,,,,,,,,,thank you great crew,,,,\n2,,,,,,,,,,cancelled again worst,,,,\n");
    Path predictions = folder.resolve("predictions.csv");
    assertThat(
            lockstep.run(
                "local[2]",
                "predict",
                run.toString(),
                "--data",
                tweets.toString(),
                "--out",
                predictions.toString()))
        .as(lockstep.errors())
        .isZero();
    List<String> lines = Files.readAllLines(predictions);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("file,record,prediction,probability_negative");
    assertThat(lines.get(1)).contains(",1,positive,");
    assertThat(lines.get(2)).contains(",2,negative,");
  }

  @Test
  void theInputsPartitioningDoesNotChangeABit() throws IOException {
    Path one = folder.resolve("one");
    Path seven = folder.resolve("seven");
    assertThat(lockstep.train("quickstart.conf", one, SHORT, "data.partitions=1")).isZero();
    assertThat(lockstep.train("quickstart.conf", seven, SHORT, "data.partitions=7")).isZero();
    assertThat(MetricsFile.read(seven).path("fingerprints"))
        .isEqualTo(MetricsFile.read(one).path("fingerprints"));
    assertThat(CommandLine.modelSha256(seven)).isEqualTo(CommandLine.modelSha256(one));

    assertThat(lockstep.train("quickstart.conf", folder.resolve("seed"), SHORT, "training.seed=2"))
        .isZero();
    assertThat(CommandLine.modelSha256(folder.resolve("seed")))
        .isNotEqualTo(CommandLine.modelSha256(one));
  }

  @Test
  void theBestOfThreeRestartsIsKeptAndAllAreReported() throws IOException {
    Path run = folder.resolve("run");
    String restarts = "training.restarts=3";
    assertThat(lockstep.train("quickstart.conf", run, SHORT, restarts))
        .as(lockstep.errors())
        .isZero();
    JsonNode metrics = MetricsFile.read(run);
    int best = metrics.path("restart").asInt();
    assertThat(metrics.path("restarts").size()).isEqualTo(3);
    double kept = metrics.path("restarts").path(best - 1).path("validation_loss").asDouble();
    for (JsonNode restart : metrics.path("restarts")) {
      assertThat(kept).isLessThanOrEqualTo(restart.path("validation_loss").asDouble());
    }
    List<String> history = Files.readAllLines(run.resolve("history.csv"));
    assertThat(history.stream().map(line -> line.replaceAll("^([^,]+,[^,]+),.*", "$1")))
        .containsExactly("restart,epoch", "1,1", "1,2", "2,1", "2,2", "3,1", "3,2");
    assertThat(history.stream().filter(line -> line.startsWith(best + ",")))
        .anyMatch(line -> line.contains("," + metrics.path("model_sha256").asText() + ","));
    assertThat(lockstep.out()).contains("restart 3/3  epoch 2/2").contains("in restart " + best);
  }

  @Test
  void aLearningRateIsFoundAndNoModelIsWritten() throws IOException {
    Path rates = folder.resolve("rates");
    String job = CommandLine.ROOT.resolve("conf/quickstart.conf").toString();
    String[] words = {"lr-find", job, "--out", rates.toString(), "--steps", "40"};
    assertThat(lockstep.run("local[2]", words)).as(lockstep.errors()).isZero();
    List<String> lines = Files.readAllLines(rates.resolve("lr-find.csv"));
    assertThat(lines.get(0)).isEqualTo("step,learning_rate,loss,smoothed_loss");
    assertThat(lines.get(1)).startsWith("1,1.0E-7,1.");
    assertThat(lines).hasSizeBetween(20, 41);
    assertThat(lockstep.out())
        .contains("generated")
        .containsPattern("training\\.optimizer\\.learningRate = [0-9.E-]+\n");
    try (Stream<Path> files = Files.list(rates)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("lr-find.csv");
    }
    Path again = folder.resolve("again");
    words[3] = again.toString();
    assertThat(lockstep.run("local[1]", words)).as(lockstep.errors()).isZero();
    assertThat(again.resolve("lr-find.csv")).hasSameTextualContentAs(rates.resolve("lr-find.csv"));
  }

  @Test
  void watchedLayersAreWrittenAndChangeNoWeight() throws IOException {
    Path watched = folder.resolve("watched");
    Path unwatched = folder.resolve("unwatched");
    assertThat(lockstep.train("quickstart.conf", watched, SHORT, "training.watch=step")).isZero();
    assertThat(lockstep.train("quickstart.conf", unwatched, SHORT, "training.watch=off")).isZero();
    assertThat(CommandLine.modelSha256(watched)).isEqualTo(CommandLine.modelSha256(unwatched));
    assertThat(unwatched.resolve("layers.csv")).doesNotExist();
    JsonNode metrics = MetricsFile.read(watched);
    JsonNode layers = metrics.path("layers");
    List<String> rows = Files.readAllLines(watched.resolve("layers.csv"));
    assertThat(rows.size() - 1).isPositive().matches(n -> n % (2 * layers.size()) == 0);
    String last = rows.get(rows.size() - layers.size());
    assertThat(last)
        .startsWith("1,2,")
        .contains(",dense_1/kernel," + layers.path(0).path("weight_norm").asText() + ",");
    assertThat(metrics.path("warnings").size()).isZero();
    assertThat(MetricsFile.read(unwatched).path("layers").size()).isZero();
  }

  @Test
  void aRunThatDivergesSaysInItsStatusWhereAndWhatToTry() throws IOException {
    Path run = folder.resolve("run");
    int code =
        lockstep.train("quickstart.conf", run, SHORT, "training.optimizer.learningRate=1e38");
    assertThat(code).isEqualTo(ExitCode.BAD_CONFIGURATION.number());
    StatusRecord status = StatusFile.read(run).orElseThrow();
    assertThat(status.state()).isEqualTo(RunState.FAILED);
    assertThat(status.message())
        .startsWith("training diverged in epoch 1, step 1: ")
        .contains("dense_")
        .endsWith("Try a smaller learning rate than 1.0E38, and clip the gradient by global norm");
    assertThat(lockstep.errors()).contains(status.message());
    assertThat(run.resolve("history.csv")).exists();
    assertThat(run.resolve("_SUCCESS")).doesNotExist();
  }

  @Test
  void aModelIsEvaluatedOnOtherRowsWithItsOwnLabels() throws IOException {
    Path train = Files.writeString(folder.resolve("train.csv"), words(60, "good", "bad"));
    Path other = Files.writeString(folder.resolve("other.csv"), words(20, "good", "bad"));
    Path strange = Files.writeString(folder.resolve("strange.csv"), words(20, "good", "ugly"));
    Path job =
        Files.writeString(
            folder.resolve("words.conf"),
            "data { source = csv, path = \"%s\" }, training { epochs = 30, batchSize = 8, optimizer.learningRate = 0.1 }"
                .formatted(train));
    Path run = folder.resolve("run");
    assertThat(lockstep.run("local[2]", "train", job.toString(), "--out", run.toString()))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.run("local[2]", "evaluate", run.toString(), "--data", other.toString()))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("1.0000");
    assertThat(lockstep.run("local[2]", "evaluate", run.toString(), "--data", strange.toString()))
        .isEqualTo(65);
    assertThat(lockstep.errors()).contains("unknown_label").contains("ugly");

    Path predictions = folder.resolve("many.csv");
    assertThat(
            lockstep.run(
                "local[2]",
                "predict",
                run.toString(),
                "--data",
                train.toString(),
                "--out",
                predictions.toString()))
        .as(lockstep.errors())
        .isZero();
    List<String> lines = Files.readAllLines(predictions);
    assertThat(lines).hasSize(61);
    for (int record = 1; record <= 60; record++) {
      assertThat(lines.get(record))
          .contains("," + record + "," + (record % 2 == 1 ? "good" : "bad") + ",");
    }
  }

  @ParameterizedTest
  @CsvSource({"tsv", "jsonl", "libsvm", "parquet"})
  void everyFormatTrains(String format) throws IOException {
    Path data = folder.resolve("rows." + format);
    switch (format) {
      case "tsv" -> Files.writeString(data, words(80, "good", "bad").replace(',', '\t'));
      case "jsonl" -> Files.writeString(data, jsonLines(80));
      case "libsvm" -> Files.writeString(data, vectors(80));
      default -> writeParquet(Files.writeString(folder.resolve("rows.jsonl"), jsonLines(80)), data);
    }
    Path job =
        Files.writeString(
            folder.resolve("job.conf"),
            "data { source = %s, path = \"%s\" }, training { epochs = 20, batchSize = 8, optimizer.learningRate = 0.1 }"
                .formatted(format, data));
    Path run = folder.resolve("run");
    assertThat(lockstep.run("local[2]", "train", job.toString(), "--out", run.toString()))
        .as(lockstep.errors())
        .isZero();
    assertThat(CommandLine.score(run, "test", "accuracy")).isEqualTo(1);
  }

  /**
   * 80 rows that are 14 different ones, trained from either format to the same bits. Equal rows
   * stay in one split, so the splits are lopsided and, with eight different rows to learn from, a
   * day that came with one class only speaks for it: the accuracy is that of the data, not of a
   * format.
   */
  @Test
  void fewDistinctRowsTrainAlikeFromEveryFormat() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 80; i++) {
      String label = i % 2 == 0 ? "good" : "bad";
      rows.append("it was %s on day d%d,%s\n".formatted(label, i % 7, label));
    }
    Path data = Files.writeString(folder.resolve("few.txt"), rows);
    Path job =
        Files.writeString(
            folder.resolve("few.conf"),
            "data { path = \"%s\" }, training { epochs = 3, batchSize = 8 }".formatted(data));
    JsonNode fromCsv = trained(job, "data.source=csv");
    Files.writeString(data, rows.toString().replace(',', '\t'));
    JsonNode fromTsv = trained(job, "data.source=tsv");
    assertThat(fromTsv.path("fingerprints")).isEqualTo(fromCsv.path("fingerprints"));
    assertThat(fromTsv.path("model_sha256")).isEqualTo(fromCsv.path("model_sha256"));
    JsonNode splits = fromTsv.path("splits");
    assertThat(splits.path("train").path("rows").asInt()).isEqualTo(47); // of 48
    assertThat(splits.path("validation").path("rows").asInt()).isEqualTo(11); // of 16
    assertThat(splits.path("test").path("rows").asInt()).isEqualTo(22); // of 16
  }

  private static String vectors(int rows) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append("%d %d:1 3:%d\n".formatted(i % 2, 1 + i % 2, i));
    }
    return lines.toString();
  }

  private static String jsonLines(int rows) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      String label = i % 2 == 0 ? "good" : "bad";
      lines.append(
          "{\"text\": \"it was %s, day %d\", \"label\": \"%s\"}%n".formatted(label, i, label));
    }
    return lines.toString();
  }

  private static void writeParquet(Path json, Path out) {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      spark.read().json(json.toString()).write().parquet(out.toString());
    } finally {
      spark.stop();
    }
  }

  @Test
  void classWeightsChangeTheTrainingAndNothingBeforeIt() throws IOException {
    Path data = Files.writeString(folder.resolve("words.csv"), words(60, "good", "bad"));
    Path job =
        Files.writeString(
            folder.resolve("words.conf"),
            "data { source = csv, path = \"%s\" }, training { epochs = 2, batchSize = 8 }"
                .formatted(data));
    JsonNode plain = trained(job, "training.classWeight=none");
    JsonNode weighted = trained(job, "training.classWeight={good = 3}");
    for (String stage : List.of("rows", "split", "features")) {
      assertThat(weighted.path("fingerprints").path(stage))
          .isEqualTo(plain.path("fingerprints").path(stage));
    }
    assertThat(weighted.path("fingerprints").path("shards"))
        .isNotEqualTo(plain.path("fingerprints").path("shards"));
    assertThat(weighted.path("model_sha256")).isNotEqualTo(plain.path("model_sha256"));
    assertThat(plain.path("splits").path("test").path("roc_auc").asDouble()).isBetween(0.0, 1.0);

    assertThat(
            lockstep.run(
                "local[2]",
                "train",
                job.toString(),
                "--out",
                folder.resolve("refused").toString(),
                "--set",
                "training.classWeight={ugly = 3}"))
        .isEqualTo(78);
    assertThat(lockstep.errors()).contains("training.classWeight must name labels of [bad, good]");
  }

  @Test
  void theChosenLossTrainsTheModelAndIsKeptInIt() throws IOException {
    Path data = Files.writeString(folder.resolve("words.csv"), words(60, "good", "bad"));
    Path job =
        Files.writeString(
            folder.resolve("words.conf"),
            "data { source = csv, path = \"%s\" }, training { epochs = 2, batchSize = 8 }"
                .formatted(data));
    Path run = folder.resolve("run");
    assertThat(
            lockstep.run(
                "local[2]",
                "train",
                job.toString(),
                "--out",
                run.toString(),
                "--set",
                "network.loss={type = focal, gamma = 1.5}"))
        .as(lockstep.errors())
        .isZero();
    assertThat(ModelFile.read(run.resolve("model")).network().loss())
        .isEqualTo(new LossSpec.Focal(1.5));
    JsonNode test = MetricsFile.read(run).path("splits").path("test");
    assertThat(test.path("loss").asDouble()).isLessThan(test.path("log_loss").asDouble());
  }

  private JsonNode trained(Path job, String setting) throws IOException {
    Path run = folder.resolve("run" + setting.hashCode());
    assertThat(
            lockstep.run(
                "local[2]", "train", job.toString(), "--out", run.toString(), "--set", setting))
        .as(lockstep.errors())
        .isZero();
    return MetricsFile.read(run);
  }

  @Test
  void whereNobodyCanWriteARunEndsBeforeItBegins() {
    // Root, too, can make no directory there.
    assertThat(lockstep.train("quickstart.conf", Path.of("/proc/lockstep-run"))).isEqualTo(73);
    assertThat(lockstep.errors())
        .startsWith("error: the output directory must be writable. Received: /proc/lockstep-run");
    assertThat(lockstep.out()).doesNotContain("spark ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.path=/no/such/Tweets.csv      | 66 | /no/such/Tweets.csv
          data.whenMissing=fail              | 66 | lockstep data airline
          training.optimizer.learningRate=1e38 | 78 | epoch 1
          training.averagingPeriod=0         | 78 | averagingPeriod must be >= 1
          training.batchSise=5               | 78 | batchSize
          """)
  void whatCannotBeRunEndsWithItsExitCodeAndASentence(String setting, int code, String sentence)
      throws IOException {
    Path run = folder.resolve("run");
    assertThat(lockstep.train("airline.conf", run, setting)).isEqualTo(code);
    assertThat(lockstep.errors()).startsWith("error: ").contains(sentence);
    assertThat(run.resolve("_SUCCESS")).doesNotExist();
    if (Files.exists(run)) {
      assertThat(Files.readString(run.resolve("status.json")))
          .contains("\"failed\"", "\"exitCode\" : " + code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'text,label'                              | at least one row
          'text,label\\nso good,a\\nso bad,a\\nfine,a'   | at least two classes
          'text,label\\nso good,a\\nso bad,b\\nfine,a'   | for each of the 3 splits
          'text,label\\n,a\\nso bad,b\\nfine,a'          | empty_text
          'words,label\\nso good,a'                  | text
          'text,label\\n%s'                         | equal rows are kept together
          """)
  void dataThatCannotBeLearntFromIsRefusedBeforeTraining(String csv, String sentence)
      throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("data.csv"),
            csv.replace("%s", "good,a\\nbad,b\\n".repeat(20)).replace("\\n", "\n"));
    Path job =
        Files.writeString(
            folder.resolve("job.conf"), "data { source = csv, path = \"%s\" }".formatted(data));
    Path run = folder.resolve("run");
    assertThat(lockstep.run("local[2]", "train", job.toString(), "--out", run.toString()))
        .isEqualTo(65);
    assertThat(lockstep.errors()).contains(sentence);
    assertThat(run.resolve("history.csv")).doesNotExist();
  }

  private static String words(int rows, String... labels) {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < rows; i++) {
      String label = labels[i % labels.length];
      csv.append("it was %s on day d%d,%s\n".formatted(label, i, label));
    }
    return csv.toString();
  }

  private static List<String> header() {
    return List.of(
        "tweet_id",
        "airline_sentiment",
        "airline_sentiment_confidence",
        "negativereason",
        "negativereason_confidence",
        "airline",
        "airline_sentiment_gold",
        "name",
        "negativereason_gold",
        "retweet_count",
        "text",
        "tweet_coord",
        "tweet_created",
        "tweet_location",
        "user_timezone");
  }
}
