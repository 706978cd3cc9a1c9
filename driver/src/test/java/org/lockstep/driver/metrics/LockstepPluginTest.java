package org.lockstep.driver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

class LockstepPluginTest {
  private static final Program<Integer> FIT =
      (network, training, workers, listener, control, start) ->
          new TrainingRun(network, training, workers, listener).fit().bestEpoch();

  @Test
  void prometheusScrapesATrainingWhileItRuns() throws Exception {
    SparkSession spark = LoopFixture.spark("local[2]", Scrape.SETTINGS);
    NetworkSpec network = LoopFixture.network(LoopFixture.INPUTS);
    TrainingSpec training = LoopFixture.training(2, 32);
    try (ShardSet shards =
        new ShardBuilder(2, LoopFixture.SEED, 2)
            .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3))) {
      assertThat(Scrape.of(spark)).containsKeys("epoch", "step", "wait_seconds");
      Scraping scraping = new Scraping(spark);
      new LockstepLoop(LoopFixture.context(spark), shards, network, training, "test", 0)
          .run(FIT, scraping);
      assertThat(scraping.epochs).hasSize(2);
      Map<String, Double> last = Scrape.of(spark);
      EpochRecord record = scraping.epochs.get(1);
      assertThat(last)
          .containsEntry("epoch", 2.0)
          .containsEntry("rank_0_epoch", 2.0)
          .containsEntry("loss", record.train().loss())
          .containsEntry("rows_per_second", record.train().rows() / record.seconds())
          .containsEntry("step", 1.0 * training.stepsPerEpoch(record.train().rows()));
      assertThat(last.get("compute_seconds"))
          .isGreaterThan(scraping.pages.get(0).get("rank_0_compute_seconds"));
    } finally {
      spark.stop();
    }
  }

  /** Looks at the page when it hears of an epoch. */
  private static final class Scraping implements RunListener {
    private final SparkSession spark;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final List<Map<String, Double>> pages = new ArrayList<>();

    Scraping(SparkSession spark) {
      this.spark = spark;
    }

    @Override
    public void restartBegan(int restart, int restarts) {}

    @Override
    public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {
      epochs.add(record);
      try {
        Map<String, Double> page = Scrape.of(spark);
        assertThat(page).containsEntry("rank_0_epoch", 1.0 * record.epoch());
        assertThat(page.get("rank_0_compute_seconds")).isPositive();
        pages.add(page);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void layersMeasured(LayerReport report, List<Finding> news) {}

    @Override
    public void warn(String sentence) {}
  }
}
