package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.StreamFolder;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.data.StreamSpec;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.fit.TrainingStoppedException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** Rows that are streamed from Parquet give both loops the same bits, also after a resume. */
class StreamedShardsTest {
  private static final int ROWS = 400;
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static final StreamSpec SMALL = new StreamSpec(8, 3);
  private static final StreamSpec ALL = new StreamSpec(8, 100);
  private static final FitProgram FIT = new FitProgram();

  private static SparkSession spark;
  private static JavaSparkContext context;

  @TempDir private static Path folder;
  private static int folders;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
    context = LoopFixture.context(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void anyPartitioningSlotsAndLoopGiveTheSameBits() {
    TrainingSpec training = LoopFixture.training(5, 33);
    float[] expected;
    try (ShardSet shards = streamed(training, 1, 1, SMALL)) {
      expected = fit(new LockstepLoop(context, shards, NETWORK, training, "test"));
    }
    try (ShardSet shards = streamed(training, 7, 2, SMALL)) {
      assertThat(fit(new LockstepLoop(context, shards, NETWORK, training, "test")))
          .isEqualTo(expected);
      assertThat(fit(new RoundTraining(context, shards, NETWORK, training, "test")))
          .isEqualTo(expected);
    }
    try (ShardSet other = streamed(training, 7, 2, new StreamSpec(8, 2))) {
      assertThat(fit(new LockstepLoop(context, other, NETWORK, training, "test")))
          .isNotEqualTo(expected);
    }
  }

  @Test
  void oneWindowOfAllRowsGivesTheBitsOfRowsInMemory() {
    for (TrainingSpec training :
        List.of(
            LoopFixture.training(4, 32),
            LoopFixture.lazy(LoopFixture.training(2, 30)),
            LoopFixture.training(3, 24).with(AveragingSpec.every(3)))) {
      try (ShardSet memory =
              new ShardBuilder(training.workers(), LoopFixture.SEED, 2)
                  .build(LoopFixture.rows(spark, ROWS, LoopFixture.INPUTS, 8, 3));
          ShardSet shards = streamed(training, 4, 2, ALL)) {
        assertThat(fit(new LockstepLoop(context, shards, NETWORK, training, "test")))
            .isEqualTo(fit(new LockstepLoop(context, memory, NETWORK, training, "test")));
      }
    }
  }

  @Test
  void aRunThatWasInterruptedWithinAnEpochGoesOnWithTheSameBits() {
    TrainingSpec training = LoopFixture.training(4, 32);
    try (ShardSet shards = streamed(training, 3, 2, SMALL);
        ShardSet again = streamed(training, 2, 1, SMALL)) {
      float[] expected = fit(new LockstepLoop(context, shards, NETWORK, training, "test"));
      for (int epoch : List.of(0, 1)) {
        StopsWithin stops = new StopsWithin(epoch, 3);
        assertThatThrownBy(
                () ->
                    new RoundTraining(context, shards, NETWORK, training, "test")
                        .run(FIT, new Heard(), stops, Optional.empty()))
            .isInstanceOf(TrainingStoppedException.class);
        assertThat(stops.state.epochs()).isEqualTo(epoch);
        assertThat(stops.state.part().step()).isEqualTo(4);
        for (TrainingLoop loop :
            List.of(
                new LockstepLoop(context, again, NETWORK, training, "test"),
                new RoundTraining(context, again, NETWORK, training, "test"))) {
          assertThat(
                  loop.run(FIT, new Heard(), RunControl.none(), Optional.of(stops.state))
                      .best()
                      .parameters())
              .isEqualTo(expected);
        }
      }
    }
  }

  /** Stops a training at the end of a step. */
  private static final class StopsWithin implements RunControl {
    private final int epoch;
    private final int step;
    private TrainingState state;

    StopsWithin(int epoch, int step) {
      this.epoch = epoch;
      this.step = step;
    }

    @Override
    public Wish wish(int atEpoch, int atStep, int steps) {
      return atEpoch == epoch && atStep == step ? Wish.SAVE_AND_STOP : Wish.NONE;
    }

    @Override
    public void save(Snapshot at) {
      state = at.copy();
    }
  }

  private static float[] fit(TrainingLoop loop) {
    return loop.run(FIT, new Heard()).best().parameters();
  }

  private static ShardSet streamed(
      TrainingSpec training, int partitions, int slots, StreamSpec order) {
    String path = folder.resolve("shards-" + ++folders).toUri().toString();
    return new ShardBuilder(training.workers(), LoopFixture.SEED, slots)
        .streamed(new StreamFolder(path, order))
        .build(LoopFixture.rows(spark, ROWS, LoopFixture.INPUTS, 8, partitions));
  }
}
