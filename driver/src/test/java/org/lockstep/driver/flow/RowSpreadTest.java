package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.SharedRows;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;

class RowSpreadTest {
  private static final Setting SETTING = Setting.of(Map.of("rate", 0.05));
  private static final int EPOCHS = 4;

  @TempDir private Path folder;

  @Test
  void aTrialGoesOnFromTheStateInWhichItPaused() throws IOException {
    JobSpec job = job("0.05");
    SparkSession spark = LoopFixture.spark("local[2]");
    LookUp lookUp = new LookUp(Optional.empty(), folder, folder.resolve("cache"));
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      PreparedData data = PreparedData.of(spark, job, examples);
      try (ShardSet shards = data.shards()) {
        RowSpread spread =
            new RowSpread(
                spark, "test", examples.labels(), "macro_f1", EPOCHS, new Paused(folder), 1);
        goesOn(spread, job, new DivisionRows.Prepared(data, Optional.empty(), 0, () -> {}));
        startsWarm(spark, spread, examples.labels(), data);
        assertThat(shards.workers()).isEqualTo(2);
      }
    } finally {
      spark.stop();
    }
  }

  private void goesOn(RowSpread spread, JobSpec job, DivisionRows.Prepared rows)
      throws IOException {
    String whole = train(spread, rows, part(0, 0, EPOCHS, job)).get(0);
    train(spread, rows, part(1, 0, 2, job), part(2, 0, 2, job("0.01")));
    TrialPart rest = part(1, 2, EPOCHS, job);
    assertThat(train(spread, rows, rest)).containsExactly(whole);

    Path state = folder.resolve("paused/trial-1-0-after-2.state");
    Files.write(state, Files.readAllBytes(folder.resolve("paused/trial-2-0-after-2.state")));
    assertThat(train(spread, rows, rest)).as("from another's state").doesNotContain(whole);

    Files.delete(state);
    assertThat(train(spread, rows, rest))
        .as("from the beginning, where the state is gone")
        .containsExactly(whole);
  }

  /**
   * A trial that hardly learns is the model that it starts from, over the cluster and in a slot.
   */
  private void startsWarm(
      SparkSession spark, RowSpread spread, List<String> labels, PreparedData data)
      throws IOException {
    NetworkSpec network = data.network(job("1e-30"), labels);
    float[] parameters = Parameters.initialise(network, 77).values();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.25f; // to 0 even 1e-30 is something
    }
    Model old = new Model(network, parameters, data.features(), labels, Map.of());
    ModelFile.write(folder.resolve("old"), old);
    JobSpec job = job("1e-30, warmStart = \"%s\"".formatted(folder.resolve("old")));
    DivisionRows.Prepared there = new DivisionRows.Prepared(data, Optional.empty(), 0, () -> {});
    assertThat(train(spread, there, part(3, 0, EPOCHS, job))).containsExactly(old.sha256());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    WholeTrialSpread slots =
        new WholeTrialSpread(context, "test", labels, "macro_f1", EPOCHS, new Paused(folder));
    try (SharedRows shared = SharedRows.of(context, data.shards())) {
      DivisionRows.Prepared rows =
          new DivisionRows.Prepared(data, Optional.of(shared), 0, () -> {});
      TrialPart part = part(4, 0, EPOCHS, job);
      assertThat(train(slots, rows, part, part(5, 0, EPOCHS, job))).containsOnly(old.sha256());
      assertThat(slots.trainWatched(part, rows).sha256()).isEqualTo(old.sha256());
      assertThat(slots.apart(List.of(part, part), rows))
          .contains("a trial that starts from a model is trained alone");
    }
  }

  private static List<String> train(
      TrialSpread spread, DivisionRows.Prepared rows, TrialPart... parts) throws IOException {
    return spread.trainInTurn(List.of(parts), rows).stream().map(TrialReport::sha256).toList();
  }

  private static TrialPart part(int trial, int fromEpoch, int toEpoch, JobSpec job) {
    return new TrialPart(new Task(0, trial, SETTING, fromEpoch, toEpoch), 0, job);
  }

  private JobSpec job(String rate) throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 60; i++) {
      rows.append("w%d w%d row%d,%s\n".formatted(i % 7, i % 3, i, i % 3 == 0 ? "good" : "bad"));
    }
    Path csv = Files.writeString(folder.resolve("rows.csv"), rows);
    Path job =
        Files.writeString(
            folder.resolve("job.conf"),
            """
            data { source = csv, path = "%s" }
            network.layers = [{ type = dense, units = 5 }]
            training { workers = 2, batchSize = 10, epochs = %d, optimizer.learningRate = %s }
            """
                .formatted(csv, EPOCHS, rate));
    return JobReader.read(job, List.of());
  }
}
