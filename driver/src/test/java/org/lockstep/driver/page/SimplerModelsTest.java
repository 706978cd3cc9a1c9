package org.lockstep.driver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.baseline.Baseline;
import org.lockstep.driver.baseline.BaselineChoice;

class SimplerModelsTest {
  @TempDir private Path folder;

  private static Baseline model(String name, String metric, double score) {
    return new Baseline(name, 1, Map.of("test", Map.of(metric, score)));
  }

  private static List<String> headline(Path run) throws IOException {
    return SimplerModels.of(RunFiles.open(run)).headline().stream()
        .map(SimplerModels.Model::name)
        .toList();
  }

  @Test
  void theConstantAnswerAndTheBestStandAmongTheHeadlines() throws IOException {
    Path run = ExampleRun.classes(folder.resolve("run"), "yes");
    BaselinesFile.write(
        run,
        BaselineChoice.ALL,
        List.of(
            model("most frequent class", "macro_f1", 0.3),
            model("naive Bayes", "macro_f1", 0.6),
            model("linear SVM", "macro_f1", 0.7),
            model("random forest", "macro_f1", 0.5)));
    assertThat(headline(run)).containsExactly("most frequent class", "linear SVM");
    assertThat(ReportFile.page(run).text())
        .contains("macro F1 of linear SVM")
        .doesNotContain(" --baselines");
  }

  @Test
  void ofErrorsTheLeastIsTheBest() throws IOException {
    Path run = ExampleRun.numbers(folder.resolve("run"));
    BaselinesFile.write(
        run,
        BaselineChoice.QUICK,
        List.of(
            model("mean", "rmse", 0.9),
            model("linear regression", "rmse", 0.4),
            model("another", "rmse", 0.8)));
    assertThat(headline(run)).containsExactly("mean", "linear regression");
    assertThat(ReportFile.page(run).text())
        .contains("A random forest on the same features: ")
        .contains("submit/lockstep report " + run + " --baselines");
  }

  @Test
  void withoutATrainingTheConfusionMatrixGivesTheMajorityAway() throws IOException {
    Path run = ExampleRun.classes(folder.resolve("run"), "yes");
    Files.delete(run.resolve(BaselinesFile.NAME));
    SimplerModels simpler = SimplerModels.of(RunFiles.open(run));
    // 3 of 6 rows are of a class: its F1 is 2·½ / (1 + ½) = 2/3, the other's 0
    assertThat(simpler.models())
        .singleElement()
        .satisfies(
            majority -> {
              assertThat(majority.name()).isEqualTo("most frequent class");
              assertThat(majority.scores().path("accuracy").asDouble()).isEqualTo(0.5);
              assertThat(majority.scores().path("macro_f1").asDouble())
                  .isCloseTo(1 / 3.0, within(1e-12));
            });
    assertThat(ReportFile.page(run).text())
        .contains("macro F1 of most frequent class")
        .contains("Naive Bayes, logistic regression, a random forest and a linear SVM on the same");
    Path numbers = ExampleRun.numbers(folder.resolve("numbers"));
    assertThat(SimplerModels.of(RunFiles.open(numbers)).models()).isEmpty();
  }
}
