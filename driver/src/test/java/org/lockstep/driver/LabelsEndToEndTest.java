package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.Task;

/** Whole commands on rows of several labels, shares, one-hot columns and several numbers. */
class LabelsEndToEndTest {
  private static final String TRAINING =
      ", training { epochs = 40, batchSize = 16, optimizer.learningRate = 0.1 }";

  @TempDir private Path folder;
  private CommandLine lockstep;

  @BeforeEach
  void lookNowhere() {
    lockstep = new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
  }

  @Test
  void labelsAreTrainedTunedScoredAndPredictedAlike() throws IOException {
    Path data = Files.writeString(folder.resolve("mails.csv"), mails(200));
    Path run =
        trained(
            "mails",
            "data { source = csv, path = \"%s\", label = tags, labelEncoding = list }"
                    .formatted(data)
                + TRAINING
                + ", prediction.threshold = tuned, training.classWeight = balanced");
    assertThat(lockstep.out()).contains("labels of the test split", "thresholds tuned");
    JsonNode metrics = MetricsFile.read(run);
    assertThat(metrics.path("task").asText()).isEqualTo("multi_label");
    JsonNode test = metrics.path("splits").path("test");
    assertThat(test.path("subset_accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(test.path("hamming_loss").asDouble()).isLessThan(0.05);
    assertThat(test.path("per_class").path(1).path("label").asText()).isEqualTo("paid");
    assertThat(test.path("per_class").path(1).path("roc_auc").asDouble()).isGreaterThan(0.95);
    assertThat(test.has("confusion_matrix")).isFalse();
    Model model = ModelFile.read(run.resolve("model"));
    assertThat(model.labels()).containsExactly("late", "paid", "rude");
    assertThat(model.thresholds().tunedF1()).hasSize(3);
    assertThat(model.network().loss()).isInstanceOf(LossSpec.PositiveWeighted.class);
    JsonNode validation = metrics.path("splits").path("validation");
    for (int k = 0; k < 3; k++) {
      assertThat(validation.path("per_class").path(k).path("f1").asDouble())
          .isEqualTo(model.thresholds().tunedF1().get(k));
      assertThat(metrics.path("thresholds").path("values").path(k).asDouble())
          .isEqualTo(model.thresholds().values().get(k));
    }

    Path predictions = predicted(run, data);
    List<String> lines = Files.readAllLines(predictions);
    assertThat(lines.get(0))
        .isEqualTo("file,record,prediction,probability_late,probability_paid,probability_rude");
    List<String> rows = mails(200).lines().skip(1).toList();
    Scorer scorer = new Scorer(model);
    for (int i = 0; i < rows.size(); i++) {
      Prediction prediction = scorer.predict(rows.get(i).split(",")[0]);
      assertThat(lines.get(i + 1))
          .contains("," + (i + 1) + "," + String.join("|", prediction.labels()) + ",");
    }
    assertThat(lockstep.run("local[2]", "evaluate", run.toString(), "--data", data.toString()))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("subset accuracy", "label", "rude");
    assertThat(lockstep.run("none", "predict", run.toString(), "--text", "late again rude"))
        .isZero();
    assertThat(lockstep.out()).startsWith("late, rude  late ");
  }

  @Test
  void columnsOfLabelsGiveTheBitsOfTheirLists() throws IOException {
    List<String> columns = new ArrayList<>(List.of("text,late,paid,rude"));
    mails(60)
        .lines()
        .skip(1)
        .forEach(
            line -> {
              List<String> tags = List.of((line + ", ").split(",")[1].split("\\|"));
              columns.add(
                  "%s,%d,%d,%d"
                      .formatted(
                          line.split(",")[0],
                          tags.contains("late") ? 1 : 0,
                          tags.contains("paid") ? 1 : 0,
                          tags.contains("rude") ? 1 : 0));
            });
    Path wide = Files.writeString(folder.resolve("wide.csv"), String.join("\n", columns) + "\n");
    Path lists = Files.writeString(folder.resolve("lists.csv"), mails(60));
    String labels = "labels = [late, paid, rude], labelEncoding = ";
    Path one =
        trained("wide", "data { source = csv, path = \"%s\", %s columns }".formatted(wide, labels));
    Path other =
        trained(
            "lists",
            "data { source = csv, path = \"%s\", label = tags, %s list }".formatted(lists, labels));
    assertThat(CommandLine.modelSha256(one)).isEqualTo(CommandLine.modelSha256(other));
  }

  @Test
  void oneHotColumnsAreClassesAndABadRowIsNamed() throws IOException {
    StringBuilder text = new StringBuilder("text,bad,good\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 2 == 0 ? "lovely w%d,0,1\n".formatted(i) : "awful w%d,1,0\n".formatted(i));
    }
    Path data = Files.writeString(folder.resolve("hot.csv"), text);
    String job =
        "data { source = csv, path = \"%s\", labels = [bad, good], labelEncoding = one_hot }"
            .formatted(data);
    Path run = trained("hot", job + TRAINING + ", prediction.threshold = 0.75");
    Model model = ModelFile.read(run.resolve("model"));
    assertThat(model.network().task()).isEqualTo(Task.BINARY);
    assertThat(model.labels()).containsExactly("bad", "good");
    assertThat(model.thresholds().values()).containsExactly(0.75);
    assertThat(new Scorer(model).predict("lovely").label()).contains("good");

    Files.writeString(data, text + "both,1,1\n");
    Path file = Files.writeString(folder.resolve("bad.conf"), job + ", data.maxRejected = 0");
    assertThat(lockstep.run("local[2]", "train", file.toString(), "--out", folder + "/bad"))
        .isEqualTo(65);
    assertThat(lockstep.errors()).contains("not_one_hot", "hot.csv", "61", "good");
  }

  @Test
  void sharesAreLearntByTheirDivergence() throws IOException {
    StringBuilder text = new StringBuilder("text,no,yes\n");
    for (int i = 0; i < 80; i++) {
      text.append((i % 2 == 0 ? "sun w%d,0.25,0.75\n" : "rain w%d,0.9,0.1\n").formatted(i));
    }
    Path data = Files.writeString(folder.resolve("votes.csv"), text);
    Path run =
        trained(
            "votes",
            "data { source = csv, path = \"%s\", labels = [no, yes], labelEncoding = distribution }"
                    .formatted(data)
                + ", training { epochs = 60, batchSize = 16, optimizer.learningRate = 0.1 }");
    JsonNode test = MetricsFile.read(run).path("splits").path("test");
    assertThat(test.path("kl_divergence").asDouble()).isBetween(0.0, 0.01);
    assertThat(test.path("loss").asDouble())
        .isCloseTo(test.path("kl_divergence").asDouble(), within(1e-5));
    assertThat(test.path("mae").asDouble()).isLessThan(0.05);
    Prediction sun = new Scorer(ModelFile.read(run.resolve("model"))).predict("sun w1");
    assertThat(sun.label()).contains("yes");
    assertThat(sun.outputs().get(1)).isCloseTo(0.75f, within(0.05f));
  }

  /** Rosenblatt's answers, of a margin that the hinge has learnt. */
  @Test
  void aPerceptronAnswersZeroOrOne() throws IOException {
    String rows =
        IntStream.range(0, 120)
            .mapToObj(i -> "%s row%d,%s\n".formatted(i % 3 == 0 ? "late" : "paid", i, i % 3 == 0))
            .collect(Collectors.joining());
    Path data = Files.writeString(folder.resolve("late.csv"), "text,late\n" + rows);
    Path run =
        trained(
            "perceptron",
            "data { source = csv, path = \"%s\", label = late }".formatted(data)
                + ", network { layers = [], output.activation = step, loss.type = hinge }"
                + TRAINING);
    assertThat(lockstep.out()).contains("→ 1 step");
    JsonNode test = MetricsFile.read(run).path("splits").path("test");
    assertThat(test.path("accuracy").asDouble()).isEqualTo(1);
    List<String> lines = Files.readAllLines(predicted(run, data));
    assertThat(lines.get(0)).isEqualTo("file,record,prediction,probability_false,probability_true");
    assertThat(lines.get(1)).endsWith(",1,true,0.0,1.0");
    assertThat(lines.get(2)).endsWith(",2,false,1.0,0.0");
  }

  @Test
  void severalNumbersArePredictedTogether() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder("a,b,sum,difference\n");
    for (int i = 0; i < 200; i++) {
      double a = random.nextInt(-8, 9) / 8.0;
      double b = random.nextInt(-800, 801) / 800.0;
      text.append("%s,%s,%s,%s\n".formatted(a, b, a + b, a - b));
    }
    Path data = Files.writeString(folder.resolve("numbers.csv"), text);
    Path run =
        trained(
            "numbers",
            "data { source = csv, path = \"%s\", target = [sum, difference] }, features.columns = [a, b]"
                    .formatted(data)
                + ", training { epochs = 80, batchSize = 16, optimizer.learningRate = 0.05 }");
    assertThat(lockstep.out()).contains("target", "difference");
    JsonNode outputs = MetricsFile.read(run).path("splits").path("test").path("per_output");
    assertThat(outputs.path(1).path("target").asText()).isEqualTo("difference");
    assertThat(outputs.path(0).path("r2").asDouble()).isGreaterThan(0.999);
    assertThat(outputs.path(1).path("rmse").asDouble()).isLessThan(0.01);
    List<String> lines = Files.readAllLines(predicted(run, data));
    assertThat(lines.get(0)).isEqualTo("file,record,prediction_sum,prediction_difference");
    assertThat(lines).hasSize(201);
  }

  private Path trained(String name, String job) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".conf"), job);
    Path run = folder.resolve(name);
    assertThat(lockstep.run("local[2]", "train", file.toString(), "--out", run.toString()))
        .as(() -> lockstep.errors())
        .isZero();
    return run;
  }

  private Path predicted(Path run, Path data) {
    Path out = folder.resolve("predictions.csv");
    assertThat(
            lockstep.run(
                "local[2]",
                "predict",
                run.toString(),
                "--data",
                data.toString(),
                "--out",
                out.toString()))
        .as(() -> lockstep.errors())
        .isZero();
    return out;
  }

  /** Mails that name some of three things each, and have the labels of what they name. */
  private static String mails(int count) {
    StringBuilder text = new StringBuilder("text,tags\n");
    for (int i = 0; i < count; i++) {
      List<String> tags = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        if ((i >> k & 1) == 1 || i % 11 == k) {
          tags.add(List.of("late", "paid", "rude").get(k));
        }
      }
      text.append("mail w%d %s,%s\n".formatted(i, String.join(" ", tags), String.join("|", tags)));
    }
    return text.toString();
  }
}
