package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.search.ledger.Ledger;

/** Trials that fail in earnest, among others, wherever they run: rows with their reasons. */
@Timeout(240)
class FailedTrialsEndToEndTest {
  /** Of the trial's job; the tests' JVM has 2 GB. */
  private static final String SPACE =
      """
      search {
        space = [
          { name = rate, key = training.optimizer.learningRate, values = [0.05, 1e38] }
          { name = units, key = "network.layers[1].units", values = [5, %d],
            when { parameter = rate, is = [0.05] } }
          { name = terms, key = features.minDocumentFrequency, values = [1, 100000] }
        ]
        sampler = grid, retries = 1, refit = false
      }
      """;

  @TempDir private Path folder;

  /**
   * The weights of 164 words and five million units are 3.3 GB, which the driver or a slot cannot
   * have at once. Those of a million, three times, are just not refused by the lockstep loop before
   * it begins, and one of its tasks runs out of memory.
   */
  @ParameterizedTest
  @CsvSource({"trials, lockstep, 5000000", "rows, round, 5000000", "rows, lockstep, 1000000"})
  void eachIsARowWithItsReasonAndTheOthersGoOn(String over, String loop, int wide)
      throws IOException {
    CommandLine lockstep =
        new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    Path job = new SmallJob(folder, lockstep).write(SPACE.formatted(wide));
    Path run = folder.resolve("run");
    int code =
        SmallJob.withSettings(
            Map.of("spark.lockstep.maxRelaunches", "0"),
            () ->
                lockstep.run(
                    "local[2]",
                    "search",
                    job.toString(),
                    "--out",
                    run.toString(),
                    "--set",
                    "search.spread.over=" + over,
                    "--set",
                    "training.loop=" + loop));
    assertThat(code).as(lockstep.errors()).isZero();
    List<String> rows = Files.readAllLines(run.resolve("trials.csv"));
    assertThat(rows).hasSize(7);
    assertThat(row(rows, "0.05,5,1")).contains(",done,");
    assertThat(row(rows, "1.0E38,,1")).contains(",failed,", "training diverged in epoch");
    assertThat(row(rows, "0.05," + wide + ",1"))
        .contains(",failed,")
        .containsIgnoringCase("memory");
    for (String setting : List.of("0.05,5", "0.05," + wide, "1.0E38,")) {
      assertThat(row(rows, setting + ",100000")).contains(",failed,", "minDocumentFrequency");
    }
    assertThat(attempts(run, "units\":" + wide + ",\"terms\":1}")).as("no memory").containsOnly(2);
    assertThat(attempts(run, "1.0E38,\"terms\":1}")).as("diverged").containsOnly(1);
    assertThat(attempts(run, "\"terms\":100000}")).as("no features").containsOnly(1);
  }

  private static String row(List<String> rows, String setting) {
    return rows.stream()
        .filter(row -> row.contains("," + setting + ","))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two rows of " + setting);
            })
        .orElseThrow();
  }

  /** How often each trial whose setting has these words was tried. */
  private static List<Integer> attempts(Path run, String words) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve(Ledger.NAME))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    List<Integer> attempts = new ArrayList<>();
    for (JsonNode given : lines) {
      if (given.path("state").asText().equals("given")
          && given.path("setting").toString().endsWith(words)) {
        attempts.add(
            (int)
                lines.stream()
                    .filter(line -> line.path("state").asText().equals("piece"))
                    .filter(line -> line.path("task").equals(given.path("task")))
                    .count());
      }
    }
    return attempts;
  }
}
