package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.trainer.network.DenseSpec;

class SearchKeysTest {
  private static final Path AIRLINE = JobFiles.CONF.resolve("airline.conf");
  private static final String DEPTH =
      "{ name = depth, key = network.layers, choices = [{ name = one, value = [{ units = 8 }] },"
          + " { name = two, value = [{ units = 8 }, { units = 4 }] }] }";

  @TempDir private Path folder;

  @Test
  void everySettingOfASearchSurvivesBeingWrittenAndReadAgain() throws IOException {
    JobSpec job =
        read(
            "search={ space = ["
                + DEPTH
                + ", { name = second, key = \"network.layers[1].units\", type = integer, from = 2,"
                + " to = 64, scale = log, points = 3, when { parameter = depth, is = [two] } }, {"
                + " key = [training.optimizer.learningRate], from = 1e-4, to = 0.1, scale = log }],"
                + " sampler = grid, halving { type = asha, minEpochs = 2, eta = 4 }, judge { type ="
                + " folds, folds = 3, repeats = 2 }, metric = roc_auc, trials = 9, width = 3, seed"
                + " = 7, retries = 4, budget { minutes = 2.5, patience = 6 }, spread { over = rows,"
                + " largestMegabytes = 17, atOnce = 3 }, refit = false }");
    Path written = JobFiles.write(folder, JobWriter.text(job));
    assertThat(JobReader.read(written, List.of())).isEqualTo(job);
    assertThat(job.search().orElseThrow().judge().parts()).isEqualTo(6);
    assertThat(JobWriter.text(job.trained())).doesNotContain("search");
  }

  @Test
  void moreTrialsAreGivenOutWhereNoResultIsWaitedFor() {
    assertThat(width("sampler = random")).isEqualTo(32);
    assertThat(width("sampler = grid")).isEqualTo(32);
    assertThat(width("sampler = bayesian")).isEqualTo(8);
    assertThat(width("sampler = tpe")).isEqualTo(8);
    assertThat(width("halving { type = asha }")).isEqualTo(8);
    assertThat(width("budget { patience = 3 }")).isEqualTo(8);
    assertThat(width("sampler = sobol, width = 5")).isEqualTo(5);
  }

  private int width(String keys) {
    String rate =
        "{ key = training.optimizer.learningRate, from = 1e-4, to = 0.1, scale = log, points = 3 }";
    return read("search={ space = [" + rate + "], " + keys + " }").search().orElseThrow().width();
  }

  @Test
  void aTrialIsTheJobWithItsSettingsValues() {
    JobSpec job =
        read(
            "search={ space = ["
                + DEPTH
                + ", { key = \"network.layers[1].units\", values = [5, 6], when { parameter ="
                + " depth, is = [two] } }, { name = l2, key = [\"network.layers[0].l2\","
                + " network.output.l2], from = 0, to = 1 }] }");
    JobSpec trial =
        new TrialJob(job).of(Setting.of(Map.of("depth", "two", "units", 6, "l2", 0.25)));
    assertThat(trial.network().hidden()).hasSize(2);
    assertThat(((DenseSpec) trial.network().hidden().get(1)).units()).isEqualTo(6);
    assertThat(trial.network().layer().regularizer().l2()).isEqualTo(0.25);
    assertThat(trial.search()).isEmpty();
  }

  @Test
  void keysThatAnotherTypeDoesNotHaveAreLeftOut() {
    JobSpec job =
        read("search={ space = [{ key = training.optimizer.type, values = [adam, sgd, adamw] }] }");
    JobSpec sgd = new TrialJob(job).of(Setting.of(Map.of("type", "sgd")));
    assertThat(JobWriter.text(sgd)).contains("type = \"sgd\"", "learningRate = 0.005");
    assertThat(JobWriter.text(sgd)).doesNotContain("beta1");
  }

  @Test
  void whatCannotBeTriedIsRefusedWithItsPlaceBeforeAnythingRuns() {
    assertThat(problems("{ key = training.optimizer.learningRate, values = [0.1, -1] }"))
        .singleElement()
        .asString()
        .contains("learningRate = -1", "must be");
    assertThat(problems("{ key = training.optimiser, values = [1] }"))
        .singleElement()
        .asString()
        .contains("optimiser", "Did you mean optimizer?");
    assertThat(problems("{ key = \"network.layers[3].units\", values = [1] }"))
        .singleElement()
        .asString()
        .contains("a position that the job has. Received: network.layers[3].units");
    assertThat(problems("{ key = training.seed, values = [1, 2] }"))
        .singleElement()
        .asString()
        .contains("key must not be training.seed");
    assertThat(problems("{ key = data.split.train, values = [0.5] }"))
        .singleElement()
        .asString()
        .contains("must not be data");
    assertThat(problems("{ key = training.batchSize, from = 5 }"))
        .singleElement()
        .asString()
        .contains("search.space[0].to must be given");
    assertThat(JobFiles.problems(AIRLINE, "search={ trials = 0, space = [] }"))
        .anySatisfy(problem -> assertThat(problem).contains("at least one parameter"));
    String one = "space = [{ key = training.batchSize, values = [64] }]";
    assertThat(JobFiles.problems(AIRLINE, "search={ width = 0, " + one + " }"))
        .singleElement()
        .asString()
        .startsWith("search.width must be >= 1. Received: 0");
    assertThat(
            JobFiles.problems(
                AIRLINE, "search={ halving { type = asha, minEpochs = 101 }, " + one + " }"))
        .singleElement()
        .asString()
        .startsWith("search.halving.minEpochs must be at most training.epochs, 100");
    assertThat(
            JobFiles.problems(
                AIRLINE,
                "search={ " + one + " }",
                "data.split={ train = 0.8, validation = 0, test = 0.2 }",
                "training.earlyStopping=null"))
        .singleElement()
        .asString()
        .startsWith("search.judge.type must be folds where data.split.validation is 0");
    assertThat(
            JobFiles.problems(
                AIRLINE, "search={ judge { type = nested, outerFolds = 1 }, " + one + " }"))
        .singleElement()
        .asString()
        .startsWith("search.judge.outerFolds must be >= 2. Received: 1");
    assertThat(
            JobFiles.problems(
                AIRLINE, "search={ judge { type = nested }, refit = false, " + one + " }"))
        .singleElement()
        .asString()
        .startsWith("search.refit must be true where search.judge.type is nested");
  }

  @Test
  void aPathLeadsThroughLists() {
    assertThat(ConfigPath.of("a.b[0][12].c").toString()).isEqualTo("a.b[0][12].c");
    assertThatThrownBy(() -> ConfigPath.of("a..b")).hasMessageContaining("Received: a..b");
  }

  private static List<String> problems(String parameter) {
    return JobFiles.problems(AIRLINE, "search={ space = [" + parameter + "] }");
  }

  private static JobSpec read(String override) {
    return JobReader.read(AIRLINE, List.of(override));
  }
}
