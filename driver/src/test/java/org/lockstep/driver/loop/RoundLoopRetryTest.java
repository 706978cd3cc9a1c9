package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.FailingShards;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

class RoundLoopRetryTest {
  private static SparkSession spark;

  /** Two slots, and a task may fail twice. */
  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2,3]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void tasksThatFailHalfWayAndAreRetriedDoNotChangeBits() {
    JavaSparkContext context = LoopFixture.context(spark);
    AtomicInteger failures = new AtomicInteger();
    spark
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.reason() instanceof ExceptionFailure failure
                    && failure.description().startsWith("injected")) {
                  failures.incrementAndGet();
                }
              }
            });
    NetworkSpec network = LoopFixture.network(LoopFixture.INPUTS);
    TrainingSpec training = LoopFixture.training(5, 64);
    for (long largestBytes : new long[] {0, Long.MAX_VALUE}) {
      failures.set(0);
      try (ShardSet shards =
              new ShardBuilder(5, LoopFixture.SEED, 2)
                  .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3));
          LocalWorkers local = LoopFixture.local(shards, network, training);
          RoundLoop loop =
              new RoundLoop(
                  context,
                  FailingShards.firstAttemptsOf(shards),
                  network,
                  training,
                  "test",
                  largestBytes)) {
        float[] trained =
            new TrainingRun(network, training, loop, (record, parameters) -> {}).fit().parameters();
        assertThat(trained)
            .isEqualTo(
                new TrainingRun(network, training, local, (record, parameters) -> {})
                    .fit()
                    .parameters());
      }
      Awaitility.await().untilAsserted(() -> assertThat(failures.get()).isGreaterThan(5));
    }
  }
}
