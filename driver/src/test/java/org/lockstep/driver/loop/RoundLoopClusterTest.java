package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.Fingerprints;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/** Two executors in JVMs of their own. */
class RoundLoopClusterTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local-cluster[2,1,1024]");
    context = LoopFixture.context(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void twoExecutorsGiveTheBitsOfOneThreadOnBothPaths() {
    TrainingSpec training = LoopFixture.training(5, 64);
    for (long largestBytes : new long[] {0, Long.MAX_VALUE}) {
      try (ShardSet shards = shards(5);
          LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
          RoundLoop loop =
              new RoundLoop(context, shards, NETWORK, training, "test", largestBytes)) {
        assertThat(fit(loop, training)).isEqualTo(fit(local, training));
      }
    }
  }

  @Test
  void anExecutorThatIsKilledDoesNotChangeBits() {
    TrainingSpec training = LoopFixture.training(4, 32);
    try (ShardSet shards = shards(4);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "test")) {
      String fingerprint = Fingerprints.shards(shards);
      int[] epochs = {0};
      float[] trained =
          new TrainingRun(
                  NETWORK,
                  training,
                  loop,
                  (record, parameters) -> {
                    if (epochs[0]++ == 0) {
                      assertThat(executors().get(0).destroyForcibly()).isTrue();
                    }
                  })
              .fit()
              .parameters();
      assertThat(trained).isEqualTo(fit(local, training));
      assertThat(Fingerprints.shards(shards)).isEqualTo(fingerprint);
    }
  }

  private static ShardSet shards(int workers) {
    return new ShardBuilder(workers, LoopFixture.SEED, 2)
        .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3));
  }

  private static float[] fit(Workers workers, TrainingSpec training) {
    return new TrainingRun(NETWORK, training, workers, (record, parameters) -> {})
        .fit()
        .parameters();
  }

  /** The Java processes that this test's own cluster started. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }
}
