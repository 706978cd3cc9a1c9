package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.state.Restart;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

class RandomRestartsTest {

  private static TrainingSpec training(int restarts, EarlyStoppingSpec stopping) {
    TrainingSpec once = SeededRows.training(3, 8, 6, stopping);
    return once.toBuilder().earlyStopping(stopping).restarts(restarts).build();
  }

  private static RandomRestarts.Outcome fit(TrainingSpec training) {
    return fit(training, (record, parameters) -> {});
  }

  private static RandomRestarts.Outcome fit(TrainingSpec training, EpochListener listener) {
    LocalWorkers workers = SeededRows.workers(training, 90);
    return new RandomRestarts(SeededRows.network(), training, workers, listener).fit();
  }

  @Test
  void theFirstIsTheTrainingThatThereIsWithoutRestarts() {
    TrainingSpec once = SeededRows.training(3, 8, 6, EarlyStoppingSpec.none());
    RandomRestarts.Outcome outcome = fit(training(1, EarlyStoppingSpec.none()));
    assertThat(outcome.best().parameters()).isEqualTo(SeededRows.fit(once, 90).parameters());
    assertThat(outcome.restart()).isEqualTo(1);
    assertThat(outcome.restarts()).hasSize(1);
  }

  @Test
  void theLowestValidationLossIsKept() {
    RandomRestarts.Outcome outcome = fit(training(5, EarlyStoppingSpec.none()));
    assertThat(outcome.monitor()).isEqualTo("validation_loss");
    List<Double> scores = outcome.restarts().stream().map(Restart::score).toList();
    assertThat(scores).hasSize(5).doesNotHaveDuplicates();
    assertThat(outcome.best().score()).isEqualTo(scores.stream().min(Double::compare).get());
    assertThat(scores.get(outcome.restart() - 1)).isEqualTo(outcome.best().score());
    // The parameters are those of that restart, to the bit.
    TrainingSpec once = SeededRows.training(3, 8, 6, EarlyStoppingSpec.none());
    long seed = RandomRestarts.seed(once.seed(), outcome.restart());
    float[] again = Parameters.initialise(SeededRows.network(), seed).values();
    new TrainingRun(SeededRows.network(), once, SeededRows.workers(once, 90), (r, p) -> {})
        .fit(again);
    assertThat(outcome.best().parameters()).isEqualTo(again);
  }

  @Test
  void theHighestScoreIsKept() {
    EarlyStoppingSpec byF1 = new EarlyStoppingSpec(3, 0, true, "validation_macro_f1");
    RandomRestarts.Outcome outcome = fit(training(4, byF1));
    assertThat(outcome.restarts().stream().mapToDouble(Restart::score).max())
        .hasValue(outcome.best().score());
    assertThat(outcome.best().score())
        .isEqualTo(
            outcome
                .best()
                .history()
                .get(outcome.best().bestEpoch() - 1)
                .validation()
                .value("macro_f1"));
  }

  /** What counts is the model that would be kept, not the best that was passed through. */
  @Test
  void withoutRestoringTheLastEpochIsScored() {
    TrainingSpec training = training(2, new EarlyStoppingSpec(1, 0, false, "validation_loss"));
    List<EpochRecord> seen = new ArrayList<>();
    RandomRestarts.Outcome outcome = fit(training, (record, parameters) -> seen.add(record));
    int firsts = outcome.restarts().get(0).epochs();
    assertThat(outcome.restarts())
        .extracting(Restart::score)
        .containsExactly(
            seen.get(firsts - 1).validation().loss(),
            seen.get(seen.size() - 1).validation().loss());
  }

  @Test
  void theListenerHearsWhichRestartTheEpochsBelongTo() {
    List<String> heard = new ArrayList<>();
    fit(
        training(3, new EarlyStoppingSpec(1, 1e9, true, "loss")),
        new EpochListener() {
          @Override
          public void restartBegan(int restart, int restarts) {
            heard.add(restart + " of " + restarts);
          }

          @Override
          public void epochFinished(EpochRecord record, float[] parameters) {
            heard.add("epoch " + record.epoch());
          }
        });
    assertThat(heard)
        .containsExactly(
            "1 of 3", "epoch 1", "epoch 2", "2 of 3", "epoch 1", "epoch 2", "3 of 3", "epoch 1",
            "epoch 2");
  }

  @Test
  void everyRestartOfEverySeedBeginsElsewhere() {
    assertThat(
            IntStream.range(0, 400)
                .mapToLong(i -> RandomRestarts.seed(i / 20, 1 + i % 20))
                .distinct())
        .hasSize(400);
    assertThat(RandomRestarts.seed(7, 1)).isEqualTo(7);
  }

  /** Two ReLU units are enough for XOR, and yet most trainings of them are caught elsewhere. */
  @Test
  void restartsFindWhatOneTrainingMisses() {
    assertThat(xorLoss(1)).isGreaterThan(0.3);
    assertThat(xorLoss(20)).isLessThan(0.01);
  }

  private static double xorLoss(int restarts) {
    NetworkSpec network =
        NetworkSpec.of(2, List.of(new DenseSpec(2, new Relu())), 1, Task.BINARY, 0);
    TrainingSpec training =
        new TrainingSpec(1, 4, 500, 3, new Adam(0.05), new Constant(), EarlyStoppingSpec.none())
            .toBuilder().restarts(restarts).build();
    Matrix x = new Matrix(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 0, 4, 2);
    Shard rows = new Shard(x, new float[] {0, 1, 1, 0}, 1, new float[] {1, 1, 1, 1});
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows), Kernels.best());
    return new RandomRestarts(network, training, workers, (r, p) -> {}).fit().best().score();
  }

  @Test
  void noTrainingAtAllIsRefused() {
    assertThatThrownBy(() -> training(0, EarlyStoppingSpec.none()))
        .hasMessage("restarts must be >= 1. Received: 0");
  }
}
