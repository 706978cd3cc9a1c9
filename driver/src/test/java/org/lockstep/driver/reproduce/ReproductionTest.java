package org.lockstep.driver.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.flow.CollectedRows;
import org.lockstep.driver.flow.SparkJobRunner;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;

class ReproductionTest {
  @TempDir private static Path folder;
  private static SparkSession spark;
  private static LookUp data;
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    data = TinyData.in(Files.createDirectories(folder.resolve("data")));
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private Reproduction into(Path directory) throws IOException {
    return new Reproduction(spark, data, Files.createDirectories(directory), 2, said::add);
  }

  @Test
  void everyExperimentGivesFiguresAndIsNotRunAgain() throws IOException {
    Path out = folder.resolve("all");
    List<String> words = List.of("all", "mnist");
    List<String> lines = into(out).run(words);
    assertThat(lines).filteredOn(line -> !line.startsWith("  ")).hasSize(13);
    JsonNode figures = new ObjectMapper().readTree(out.resolve("figures.json").toFile());
    assertThat(figures).hasSize(13);
    String page = Files.readString(out.resolve(Reproduction.PAGE));
    figures
        .fields()
        .forEachRemaining(
            experiment -> {
              assertThat(experiment.getValue().path("figures"))
                  .as(experiment.getKey())
                  .isNotEmpty();
              assertThat(experiment.getValue().path("claims")).as(experiment.getKey()).isNotEmpty();
              assertThat(page).contains("<section id=\"" + experiment.getKey() + "\"");
            });
    JsonNode none = figures.path("airline").path("figures").path(0);
    assertThat(none.path("setting").asText()).isEqualTo("no constraint");
    assertThat(none.path("lecture").path("‖W‖₂").asDouble()).isEqualTo(44.36);
    assertThat(none.path("ours").path("‖W‖₂").asDouble()).isPositive();
    assertThat(page)
        .contains("data-chart=\"chart-airline-loss\"", "<td class=\"number\">44.3600</td>");
    assertThat(into(out).charts())
        .hasSizeGreaterThan(20)
        .extracting(Chart::id)
        .doesNotHaveDuplicates();
    assertThat(Files.readAllLines(out.resolve("figures.csv")))
        .contains("experiment,setting,figure,ours,lecture")
        .anySatisfy(line -> assertThat(line).matches("airline,no constraint,‖W‖₂,[0-9.]+,44\\.36"));

    said.clear();
    String csv = Files.readString(out.resolve("figures.csv"));
    assertThat(into(out).run(words))
        .filteredOn(line -> !line.startsWith("  "))
        .hasSize(13)
        .allSatisfy(line -> assertThat(line).endsWith("done before"));
    assertThat(said).isEmpty();
    assertThat(Files.readString(out.resolve("figures.csv"))).isEqualTo(csv);
  }

  @Test
  void aJobIsRefittedFromFiveSeedsOnAllButTheTestRows() throws IOException {
    Path file = folder.resolve("mine.conf");
    Files.writeString(
        file,
        """
        data { source = airline, labels = [negative, neutral, positive] }
        features { naiveBayes = true }
        network { layers = [] }
        training {
          epochs = 4
          batchSize = 32
          earlyStopping { patience = 1 }
        }
        """);
    Path out = folder.resolve("mine");
    assertThat(into(out).run(List.of(file.toString())))
        .singleElement()
        .asString()
        .contains("0 of 0");
    JsonNode rows =
        new ObjectMapper()
            .readTree(out.resolve("figures.json").toFile())
            .path("mine")
            .path("figures");
    assertThat(rows).hasSize(7);
    double sum = 0;
    for (int seed = 0; seed < 5; seed++) {
      assertThat(rows.path(seed).path("setting").asText()).isEqualTo("seed " + (seed + 1));
      sum += rows.path(seed).path("ours").path("test macro_f1").asDouble();
    }
    assertThat(rows.path(5).path("ours").path("test macro_f1").asDouble())
        .isCloseTo(sum / 5, within(1e-12));

    JobSpec job = JobReader.read(file, List.of());
    CollectedRows apart = CollectedRows.of(spark, job, data, false);
    CollectedRows joined = CollectedRows.of(spark, job, data, true);
    assertThat(count(joined, Split.TRAIN))
        .isEqualTo(count(apart, Split.TRAIN) + count(apart, Split.VALIDATION));
    assertThat(count(joined, Split.VALIDATION)).isZero();
    assertThat(count(joined, Split.TEST)).isEqualTo(count(apart, Split.TEST)).isPositive();
  }

  private static int count(CollectedRows rows, Split split) {
    return rows.splits().get(split).stream().mapToInt(Shard::rows).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"airline", "imdb", "housing", "digits", "mnist"})
  void dataThatAreNotThereAreNamed(String word) throws IOException {
    Path nowhere = folder.resolve("nowhere");
    LookUp empty = new LookUp(Optional.empty(), nowhere, nowhere);
    Reproduction reproduction =
        new Reproduction(
            spark, empty, Files.createDirectories(folder.resolve("empty")), 1, said::add);
    assertThatThrownBy(() -> reproduction.run(List.of(word)))
        .hasMessageContaining("must be in")
        .satisfies(e -> assertThat(Failures.of(e).exitCode()).isEqualTo(ExitCode.INPUT_MISSING));
  }

  @Test
  void whatIsNotAnExperimentIsAUsageError() {
    StringWriter errors = new StringWriter();
    Main main =
        new Main(
            new SparkJobRunner(data),
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors, true),
            false,
            false);
    assertThat(main.run("reproduce", "everything")).isEqualTo(ExitCode.USAGE.number());
    assertThat(errors.toString())
        .contains("WHAT must be a job file or one of airline,", "Received: everything");
    assertThat(main.run("reproduce", "all", "--epochs", "0")).isEqualTo(ExitCode.USAGE.number());
    assertThat(errors.toString()).contains("--epochs must be >= 1. Received: 0");
  }
}
