package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.TrainingStoppedException;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;

/** One JVM with two slots. */
class LockstepLoopTest {
  private static final FitProgram FIT = new FitProgram();

  /** Tasks that failed. */
  private static final List<String> FAILURES = new CopyOnWriteArrayList<>();

  private static final AtomicInteger HEARD = new AtomicInteger();
  private static SparkSession spark;
  private static JavaSparkContext context;
  private static Dataset<Row> sparse;
  private static Dataset<Row> dense;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
    spark
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.reason() instanceof ExceptionFailure failure) {
                  FAILURES.add(failure.toErrorString());
                }
              }
            });
    context = LoopFixture.context(spark);
    sparse = LoopFixture.rows(spark, 400, LoopFixture.INPUTS, 8, 3).cache();
    dense = LoopFixture.denseRows(spark, 200, 9, 3).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void nothingStaysBehind() {
    Awaitility.await().untilAsserted(() -> assertThat(Meeting.open()).isZero());
  }

  /** A job: its rows, its network, its training. */
  private record Job(String name, Dataset<Row> rows, NetworkSpec network, TrainingSpec training) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Job> jobs() {
    NetworkSpec text = LoopFixture.network(LoopFixture.INPUTS);
    NetworkSpec table =
        NetworkSpec.of(
            9, List.of(new DenseSpec(12, new Relu()), new DropoutSpec(0.3)), 3, Task.MULTICLASS, 0);
    return Stream.of(
        new Job("sparse rows, V = 1", sparse, text, LoopFixture.training(1, 64)),
        new Job("sparse rows, V = slots", sparse, text, LoopFixture.training(2, 64)),
        new Job("sparse rows, V > slots", sparse, text, LoopFixture.training(5, 33)),
        new Job("lazy", sparse, text, LoopFixture.lazy(LoopFixture.training(4, 16))),
        new Job(
            "averages of the workers' own steps",
            sparse,
            text,
            LoopFixture.training(5, 33).with(new AveragingSpec(1, 3, 1, 9))),
        new Job("dense rows with dropout", dense, table, LoopFixture.training(3, 20)),
        new Job("restarts, plateau, early stopping", sparse, text, stopping()));
  }

  private static TrainingSpec stopping() {
    TrainingSpec plain = LoopFixture.training(3, 100);
    return plain.toBuilder()
        .epochs(9)
        .schedule(new ReduceOnPlateau(0.1, 1, 0.05, 0, 0))
        .earlyStopping(new EarlyStoppingSpec(1, 0.01, true, "validation_loss"))
        .restarts(2)
        .watch(Watching.EPOCH)
        .build();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void tellsAndGivesWhatTheRoundLoopDoes(Job job) {
    FAILURES.clear();
    Heard expected = new Heard();
    Heard heard = new Heard();
    try (ShardSet shards = shards(job.rows(), job.training())) {
      var round =
          new RoundTraining(context, shards, job.network(), job.training(), "test")
              .run(FIT, expected);
      var lockstep = loop(shards, job.network(), job.training()).run(FIT, heard);
      assertThat(lockstep.best().parameters()).isEqualTo(round.best().parameters());
      assertThat(lockstep.best().watched()).isEqualTo(round.best().watched());
      assertThat(lockstep.best().stopReason()).isEqualTo(round.best().stopReason());
      assertThat(lockstep.restarts()).isEqualTo(round.restarts());
      assertThat(heard.events()).isEqualTo(expected.events()).hasSizeGreaterThan(2);
      assertThat(FAILURES).isEmpty();
    }
  }

  @Test
  void epochsAreHeardWhileTheTrainingGoesOn() {
    TrainingSpec training = LoopFixture.training(4, 64);
    Heard heard = new Heard();
    Program<String> waits =
        (network, spec, workers, listener, control, start) -> {
          listener.restartBegan(1, 7);
          Awaitility.await().until(() -> HEARD.get() == 7); // in one JVM a static is shared
          return "heard";
        };
    HEARD.set(0);
    heard.onRestart(HEARD::set);
    try (ShardSet shards = shards(sparse, training)) {
      assertThat(loop(shards, LoopFixture.network(LoopFixture.INPUTS), training).run(waits, heard))
          .isEqualTo("heard");
    }
  }

  @Test
  void aTrainingThatDivergesSaysSoAsItDoesInOneThread() {
    TrainingSpec wild =
        new TrainingSpec(
            4, 64, 5, LoopFixture.SEED, new Sgd(1e30), new Constant(), EarlyStoppingSpec.none());
    NetworkSpec network = LoopFixture.network(LoopFixture.INPUTS);
    try (ShardSet shards = shards(sparse, wild);
        var local = LoopFixture.local(shards, network, wild)) {
      DivergedException expected =
          catchThrowableOfType(
              DivergedException.class,
              () ->
                  FIT.run(
                      network,
                      wild,
                      local,
                      (record, parameters) -> {},
                      RunControl.none(),
                      Optional.empty()));
      assertThatThrownBy(() -> loop(shards, network, wild).run(FIT, new Heard()))
          .isInstanceOf(DivergedException.class)
          .hasMessage(expected.getMessage());
    }
  }

  @Test
  void whatTheListenerThrowsEndsTheTraining() {
    TrainingSpec training = endless(2);
    Heard heard = new Heard();
    heard.onEpoch(
        epoch -> {
          throw new IllegalStateException("disk full");
        });
    try (ShardSet shards = shards(sparse, training)) {
      assertThatThrownBy(
              () -> loop(shards, LoopFixture.network(LoopFixture.INPUTS), training).run(FIT, heard))
          .hasMessage("disk full");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptedDriverEndsItsTasks(int workers) throws Exception {
    TrainingSpec training = endless(workers);
    Heard heard = new Heard();
    ExecutorService driver = Executors.newSingleThreadExecutor();
    try (ShardSet shards = shards(sparse, training)) {
      Future<?> run =
          driver.submit(
              () ->
                  loop(shards, LoopFixture.network(LoopFixture.INPUTS), training).run(FIT, heard));
      Awaitility.await().until(() -> heard.events().size() > 3);
      driver.shutdownNow();
      assertThatThrownBy(run::get).hasMessageContaining("the training was interrupted");
    }
  }

  @Test
  void severalTrainingsInOneContextDoNotMix() throws Exception {
    TrainingSpec training = LoopFixture.training(3, 50);
    NetworkSpec network = LoopFixture.network(LoopFixture.INPUTS);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (ShardSet shards = shards(sparse, training)) {
      Callable<float[]> fit =
          () -> loop(shards, network, training).run(FIT, new Heard()).best().parameters();
      float[] alone = fit.call();
      for (Future<float[]> each : threads.invokeAll(List.of(fit, fit, fit))) {
        assertThat(each.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aNumberOfRelaunchesThatIsNoneIsRefused() {
    TrainingSpec training = LoopFixture.training(2, 8);
    NetworkSpec network = LoopFixture.network(LoopFixture.INPUTS);
    context.sc().conf().set(LockstepLoop.RELAUNCHES, "often");
    try (ShardSet shards = shards(sparse, training)) {
      assertThatThrownBy(() -> new LockstepLoop(context, shards, network, training, "test"))
          .hasMessage("spark.lockstep.maxRelaunches must be a whole number >= 0. Received: often");
    } finally {
      context.sc().conf().remove(LockstepLoop.RELAUNCHES);
    }
  }

  @Test
  void aTrainingGoesOnFromTheStateItHandedOut() {
    TrainingSpec training = lasting(3, 60);
    NetworkSpec network = LoopFixture.network(LoopFixture.INPUTS);
    SavingControl stops = new SavingControl(epoch -> epoch == 2 ? Wish.SAVE_AND_STOP : Wish.NONE);
    try (ShardSet shards = shards(sparse, training)) {
      LockstepLoop loop = loop(shards, network, training);
      assertThatThrownBy(() -> loop.run(FIT, new Heard(), stops, Optional.empty()))
          .isInstanceOf(TrainingStoppedException.class);
      SavingControl watches = new SavingControl(epoch -> Wish.NONE);
      Heard rest = new Heard();
      float[] resumed =
          loop.run(FIT, rest, watches, Optional.of(stops.newest())).best().parameters();
      Heard all = new Heard();
      assertThat(resumed).isEqualTo(loop.run(FIT, all).best().parameters());
      List<String> epochs = rest.events().subList(1, rest.events().size());
      assertThat(all.events()).endsWith(epochs.toArray(String[]::new));
      assertThat(stops.newest().epochs()).isBetween(2, 59);
      assertThat(rest.events()).hasSizeLessThan(60);
      assertThat(watches.ended().epochs()).isEqualTo(60);
    }
  }

  /** Stopped in the second epoch, before its end where it has several steps. */
  @ParameterizedTest
  @MethodSource("jobs")
  void aTrainingThatTheRoundLoopBeganGoesOnInThisOne(Job job) {
    SavingControl stops =
        new SavingControl(epoch -> Wish.NONE) {
          @Override
          public Wish wish(int epoch, int step, int steps) {
            return epoch == 1 ? Wish.SAVE_AND_STOP : Wish.NONE;
          }
        };
    try (ShardSet shards = shards(job.rows(), job.training())) {
      var round = new RoundTraining(context, shards, job.network(), job.training(), "test");
      Heard begun = new Heard();
      assertThatThrownBy(() -> round.run(FIT, begun, stops, Optional.empty()))
          .isInstanceOf(TrainingStoppedException.class);
      assertThat(stops.newest().epochs()).isBetween(1, 2);
      Heard rest = new Heard();
      var resumed =
          loop(shards, job.network(), job.training())
              .run(FIT, rest, new SavingControl(epoch -> Wish.NONE), Optional.of(stops.newest()));
      Heard all = new Heard();
      var whole = round.run(FIT, all);
      assertThat(resumed.best().parameters()).isEqualTo(whole.best().parameters());
      assertThat(resumed.restarts()).isEqualTo(whole.restarts());
      List<String> together = new ArrayList<>(begun.events());
      together.addAll(rest.events().subList(1, rest.events().size()));
      assertThat(together).isEqualTo(all.events());
    }
  }

  private static TrainingSpec endless(int workers) {
    return lasting(workers, 1_000_000);
  }

  private static TrainingSpec lasting(int workers, int epochs) {
    TrainingSpec plain = LoopFixture.training(workers, 8);
    return new TrainingSpec(
        workers,
        8,
        epochs,
        plain.seed(),
        plain.optimizer(),
        plain.schedule(),
        plain.earlyStopping());
  }

  private static ShardSet shards(Dataset<Row> rows, TrainingSpec training) {
    return new ShardBuilder(training.workers(), LoopFixture.SEED, 2).build(rows);
  }

  private static LockstepLoop loop(ShardSet shards, NetworkSpec network, TrainingSpec training) {
    return new LockstepLoop(
        context,
        shards,
        network,
        training,
        "test",
        Recovery.of(context.getConf()).withRelaunches(0).withSlotsWait(Duration.ZERO));
  }
}
