package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.seeded.WithoutTable;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.DeferredUpdates;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Trainings stopped after every one of their steps, their state made bytes and read back, and gone
 * on with by workers that know nothing else: against the training that nobody stopped.
 */
class ResumedRunTest {
  private static final EarlyStoppingSpec BEST =
      new EarlyStoppingSpec(1, 0.02, true, "validation_loss");
  private static final ScheduleSpec PLATEAU = new ReduceOnPlateau(0.5, 1, 0.05, 0, 0);

  private record Job(String name, NetworkSpec network, TrainingSpec training, Shard rows) {

    LocalWorkers workers() {
      Map<Split, Shard> splits = new EnumMap<>(Split.class);
      splits.put(Split.TRAIN, rows);
      if (network.inputs() == SeededRows.INPUTS) {
        splits.put(Split.VALIDATION, SeededRows.rows(20, 2));
      }
      boolean deferred = DeferredUpdates.refusal(network, training).isEmpty();
      RowMode mode = deferred ? RowMode.DEFERRED : RowMode.DENSE;
      return LocalWorkers.dealing(network, training, splits, Kernels.best(), 1, mode);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static TrainingSpec training(
      OptimizerSpec optimizer,
      ScheduleSpec schedule,
      EarlyStoppingSpec stopping,
      int epochs,
      int restarts,
      Watching watch) {
    return new TrainingSpec(3, 12, epochs, 5, optimizer, schedule, stopping)
        .toBuilder().restarts(restarts).watch(watch).build();
  }

  /** Rows that come back after many steps or never, so that most updates wait at the stop. */
  static Stream<Job> everyOptimizer() {
    NetworkSpec network = ScatteredRows.network(5, new RegularizerSpec(1e-3, 1e-3, 0, true));
    return Stream.concat(ScatteredRows.optimizers(), Stream.of(new Lazy(new Adam(0.01))))
        .map(
            optimizer ->
                new Job(
                    optimizer.toString(),
                    network,
                    training(
                        optimizer, new Constant(), EarlyStoppingSpec.none(), 2, 1, Watching.OFF),
                    ScatteredRows.shard(60, 3)));
  }

  static Stream<Job> everyMemory() {
    Shard rows = SeededRows.rows(45, 1);
    NetworkSpec dropout = SeededRows.network();
    NetworkSpec normalized =
        NetworkSpec.of(
            SeededRows.INPUTS,
            List.of(
                new DropoutSpec(0.1),
                new DenseSpec(9, new Relu()),
                new BatchNormalizationSpec(0.9, 1e-3, true, true)),
            3,
            Task.MULTICLASS,
            0);
    NetworkSpec maxNorm =
        NetworkSpec.of(
            SeededRows.INPUTS,
            List.of(
                new DenseSpec(
                    6, new Tanh(), new GlorotUniform(), true, new RegularizerSpec(0, 0, 1, true))),
            3,
            Task.MULTICLASS,
            0);
    Adam adam = new Adam(0.05);
    return Stream.of(
        new Job(
            "early stopping, plateaus, dropout",
            dropout,
            training(adam, PLATEAU, BEST, 6, 1, Watching.OFF),
            rows),
        new Job(
            "restarts, early stopping, plateaus, findings",
            dropout,
            training(new Adam(0.5), PLATEAU, BEST, 3, 3, Watching.EPOCH),
            rows),
        new Job(
            "batch normalization, the last epoch kept",
            normalized,
            training(adam, new Constant(), EarlyStoppingSpec.none(), 3, 1, Watching.OFF),
            rows),
        new Job(
            "watched in every step, max-norm",
            maxNorm,
            training(new Adam(0.5), new Constant(), BEST, 3, 1, Watching.STEP),
            rows),
        new Job(
            "averages, every second step from the second epoch on",
            dropout,
            training(adam, PLATEAU, BEST, 4, 2, Watching.STEP).with(new AveragingSpec(1, 2, 1, 2)),
            rows),
        new Job(
            "clipped by global norm",
            dropout,
            new TrainingSpec(3, 12, 2, 5, adam, PLATEAU, BEST)
                .toBuilder().clip(new ClipByGlobalNorm(0.1)).build(),
            rows));
  }

  private static RandomRestarts restarts(Job job, EpochListener listener, RunControl control) {
    return new RandomRestarts(job.network(), job.training(), job.workers(), listener, control);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"everyOptimizer", "everyMemory"})
  void aTrainingThatWasStoppedAfterAnyStepGoesOnWithTheBitsOfOneThatWasNot(Job job) {
    StopAt never = new StopAt(0, Wish.NONE);
    List<Object> heard = new ArrayList<>();
    RandomRestarts.Outcome whole = restarts(job, hearing(heard), never).fit();
    for (int after = 1; after <= never.begun(); after++) {
      StopAt stop = new StopAt(after, Wish.SAVE_AND_STOP);
      List<Object> heardInTwo = new ArrayList<>();
      EpochListener listener = hearing(heardInTwo);
      assertThatThrownBy(() -> restarts(job, listener, stop).fit())
          .isInstanceOf(TrainingStoppedException.class);
      assertThat(stop.saved).hasSize(1);
      StopAt rest = new StopAt(0, Wish.NONE);
      RandomRestarts.Outcome resumed =
          restarts(job, listener, rest).fit(StopAt.state(stop.saved.get(0)));
      assertThat(stop.begun() + rest.begun()).isEqualTo(never.begun());
      assertSame(resumed, whole, "stopped after step " + after);
      assertThat(heardInTwo).as("stopped after step %d", after).isEqualTo(heard);
      // What a longer training would go on from is the same, too, clocks apart.
      assertThat(withoutClock(rest.ended.get(0))).isEqualTo(withoutClock(never.ended.get(0)));
    }
  }

  /** All epochs and findings, clocks apart. */
  private static EpochListener hearing(List<Object> heard) {
    return new EpochListener() {
      @Override
      public void epochFinished(EpochRecord record, float[] parameters) {
        heard.add(withoutClock(record));
        heard.add(Parameters.sha256(parameters));
      }

      @Override
      public void layersMeasured(LayerReport report, List<Finding> news) {
        heard.add(report);
        heard.add(news);
      }
    };
  }

  private static EpochRecord withoutClock(EpochRecord record) {
    // The tables of the scores are arrays; what they say is said by the other scores, too.
    return new EpochRecord(
        record.epoch(),
        0,
        record.learningRate(),
        record.objective(),
        record.validationObjective(),
        WithoutTable.of(record.train()),
        WithoutTable.of(record.validation()),
        record.best());
  }

  private static List<EpochRecord> withoutClock(TrainingResult result) {
    return result.history().stream().map(ResumedRunTest::withoutClock).toList();
  }

  private static byte[] withoutClock(byte[] bytes) {
    TrainingState state = StopAt.state(bytes);
    RestartsState restarts = state.restarts();
    return StopAt.bytes(
        new TrainingState(
            new RestartsState(
                restarts.number(),
                restarts.finished(),
                restarts.bestNumber(),
                restarts
                    .best()
                    .map(
                        best ->
                            new TrainingResult(
                                best.parameters(),
                                List.of(),
                                best.bestEpoch(),
                                best.score(),
                                best.epochs(),
                                best.stopReason(),
                                best.watched()))),
            state.parameters(),
            state.optimizer(),
            state.best(),
            state.history().stream().map(ResumedRunTest::withoutClock).toList(),
            state.part(),
            state.watching()));
  }

  private static void assertSame(
      RandomRestarts.Outcome resumed, RandomRestarts.Outcome whole, String when) {
    assertThat(Parameters.sha256(resumed.best().parameters()))
        .as(when)
        .isEqualTo(Parameters.sha256(whole.best().parameters()));
    assertThat(resumed.restarts()).as(when).isEqualTo(whole.restarts());
    assertThat(resumed.restart()).isEqualTo(whole.restart());
    assertThat(resumed.best().stopReason()).isEqualTo(whole.best().stopReason());
    assertThat(resumed.best().watched()).as(when).isEqualTo(whole.best().watched());
    assertThat(withoutClock(resumed.best())).as(when).isEqualTo(withoutClock(whole.best()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"everyOptimizer", "everyMemory"})
  void aSaveAfterAnyStepChangesNothing(Job job) {
    RandomRestarts.Outcome whole = restarts(job, (r, p) -> {}, RunControl.none()).fit();
    StopAt always =
        new StopAt(0, Wish.NONE) {
          @Override
          public Wish wish(int epoch, int step, int steps) {
            return Wish.SAVE;
          }
        };
    assertSame(restarts(job, (r, p) -> {}, always).fit(), whole, "saved after every step");
    assertThat(always.saved).hasSizeGreaterThan(job.training().epochs());
  }
}
