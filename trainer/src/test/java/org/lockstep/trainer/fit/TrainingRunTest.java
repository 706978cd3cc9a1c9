package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.InverseTime;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

class TrainingRunTest {
  private static final EarlyStoppingSpec PATIENT =
      new EarlyStoppingSpec(3, 0, true, "validation_loss");

  @Test
  void aNetworkLearnsAndItsHistoryTellsOfIt() {
    TrainingResult result =
        SeededRows.fit(SeededRows.training(4, 32, 12, EarlyStoppingSpec.none()), 400);
    assertThat(result.epochs()).isEqualTo(12);
    assertThat(result.history()).extracting(EpochRecord::epoch).startsWith(1, 2, 3).hasSize(12);
    EpochRecord last = result.history().get(11);
    assertThat(last.train().rows()).isEqualTo(400);
    assertThat(last.validation().rows()).isEqualTo(60);
    assertThat(last.validation().value("accuracy")).isGreaterThan(0.75);
    assertThat(last.train().loss()).isLessThan(result.history().get(0).train().loss() * 0.7);
    assertThat(last.objective()).isGreaterThan(last.train().loss());
    assertThat(last.objective() - last.train().loss())
        .isCloseTo(last.validationObjective() - last.validation().loss(), within(1e-12));
    assertThat(last.learningRate()).isEqualTo(0.02);
    assertThat(result.stopReason()).isEqualTo("all 12 epochs were run");
  }

  @Test
  void earlyStoppingRestoresTheBestParameters() {
    TrainingSpec training = SeededRows.training(3, 8, 100, PATIENT);
    List<float[]> seen = new ArrayList<>();
    TrainingResult result =
        new TrainingRun(
                SeededRows.network(),
                training,
                SeededRows.workers(training, 90),
                (record, parameters) -> seen.add(parameters.clone()))
            .fit();
    assertThat(result.epochs()).isEqualTo(result.bestEpoch() + 3).isLessThan(100);
    assertThat(result.parameters()).isEqualTo(seen.get(result.bestEpoch() - 1));
    assertThat(result.parameters()).isNotEqualTo(seen.get(seen.size() - 1));
    double best = result.history().get(result.bestEpoch() - 1).validation().loss();
    assertThat(result.history()).allMatch(record -> record.validation().loss() >= best);
    assertThat(result.history().get(result.bestEpoch() - 1).best()).isTrue();
    assertThat(result.stopReason()).startsWith("validation_loss has not improved for 3 epochs");
  }

  @Test
  void theBestParametersAreRestoredAlsoWhenTheLastEpochWasReached() {
    TrainingResult stopped = SeededRows.fit(SeededRows.training(3, 8, 100, PATIENT), 90);
    TrainingResult cut =
        SeededRows.fit(SeededRows.training(3, 8, stopped.bestEpoch() + 1, PATIENT), 90);
    assertThat(cut.epochs()).isEqualTo(stopped.bestEpoch() + 1);
    assertThat(cut.bestEpoch()).isEqualTo(stopped.bestEpoch());
    assertThat(cut.parameters()).isEqualTo(stopped.parameters());
  }

  @Test
  void withoutRestoringTheLastParametersAreTheResult() {
    EarlyStoppingSpec keepLast = new EarlyStoppingSpec(3, 0, false, "validation_loss");
    TrainingSpec training = SeededRows.training(3, 8, 100, keepLast);
    List<float[]> seen = new ArrayList<>();
    TrainingResult result =
        new TrainingRun(
                SeededRows.network(),
                training,
                SeededRows.workers(training, 90),
                (record, parameters) -> seen.add(parameters.clone()))
            .fit();
    assertThat(result.parameters()).isEqualTo(seen.get(seen.size() - 1));
  }

  @Test
  void aPlateauLowersTheRateOfTheEpochsAfterIt() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 1, 0.01, 0, 0);
    TrainingSpec constant = SeededRows.training(3, 8, 12, EarlyStoppingSpec.none());
    TrainingSpec training =
        new TrainingSpec(
            3, 8, 12, constant.seed(), constant.optimizer(), plateau, constant.earlyStopping());
    List<EpochRecord> history = SeededRows.fit(training, 90).history();
    List<EpochRecord> undisturbed = SeededRows.fit(constant, 90).history();
    ReduceOnPlateau.State state = ReduceOnPlateau.State.start();
    for (int epoch = 0; epoch < 12; epoch++) {
      EpochRecord record = history.get(epoch);
      assertThat(record.learningRate()).as("epoch %d", epoch + 1).isEqualTo(0.02 * state.factor());
      boolean same = record.train().loss() == undisturbed.get(epoch).train().loss();
      assertThat(same).as("epoch %d", epoch + 1).isEqualTo(state.factor() == 1);
      state = plateau.after(state, record.validation().loss(), true);
    }
    assertThat(state.factor()).isLessThan(0.5);
  }

  private static Shard xor() {
    Matrix x = new Matrix(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 0, 4, 2);
    return new Shard(x, new float[] {0, 1, 1, 0}, 1, new float[] {1, 1, 1, 1});
  }

  private static double xorAccuracy(List<LayerSpec> hidden) {
    NetworkSpec network = NetworkSpec.of(2, hidden, 1, Task.BINARY, 0);
    TrainingSpec training =
        new TrainingSpec(2, 4, 300, 3, new Adam(0.05), new Constant(), EarlyStoppingSpec.none());
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, xor()), Kernels.best());
    TrainingResult result = new TrainingRun(network, training, workers, (r, p) -> {}).fit();
    return workers.evaluate(result.parameters(), Split.TRAIN).scores().value("accuracy");
  }

  @Test
  void exclusiveOrNeedsAHiddenLayer() {
    assertThat(xorAccuracy(List.of())).isLessThanOrEqualTo(0.75);
    assertThat(xorAccuracy(List.of(new DenseSpec(8, new Tanh())))).isEqualTo(1);
  }

  @Test
  void monitoringValidationWithoutAValidationSplitIsRefused() {
    NetworkSpec network = NetworkSpec.of(2, List.of(), 1, Task.BINARY, 0);
    TrainingSpec training = new TrainingSpec(1, 4, 5, 3, new Adam(0.05), new Constant(), PATIENT);
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, xor()), Kernels.best());
    assertThatThrownBy(() -> new TrainingRun(network, training, workers, (r, p) -> {}))
        .hasMessageContaining("there is no validation split. Received: validation_loss");
  }

  @Test
  void withoutAValidationSplitItsScoresAreOfNoRows() {
    NetworkSpec network = NetworkSpec.of(2, List.of(), 1, Task.BINARY, 0);
    TrainingSpec training =
        new TrainingSpec(5, 3, 2, 3, new Sgd(0.5), new InverseTime(1, 1), EarlyStoppingSpec.none());
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, xor()), Kernels.best());
    TrainingResult result = new TrainingRun(network, training, workers, (r, p) -> {}).fit();
    EpochRecord record = result.history().get(1);
    assertThat(record.validation().rows()).isZero();
    assertThat(record.validationObjective()).isNaN();
    // step 4 of 2 epochs × 2 steps: 0.5 / (1 + 1·(4 − 1)/1)
    assertThat(record.learningRate()).isEqualTo(0.125);
  }

  @Test
  void divergenceNamesEpochStepAndRemedy() {
    NetworkSpec network = NetworkSpec.of(1, List.of(), 1, Task.REGRESSION, 0);
    Shard rows =
        new Shard(new Matrix(new float[] {1000}, 0, 1, 1), new float[] {1}, 1, new float[] {1});
    TrainingSpec training =
        new TrainingSpec(1, 1, 50, 1, new Sgd(1e3), new Constant(), EarlyStoppingSpec.none());
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows), Kernels.best());
    TrainingRun run = new TrainingRun(network, training, workers, (r, p) -> {});
    assertThatThrownBy(run::fit)
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching("training diverged in epoch \\d+, step 1: .*loss .*")
        .hasMessageContaining("Try a smaller learning rate than 1000.0");
  }

  @Test
  void aSeedGivesTheSameRunAgainAndAnotherSeedAnother() {
    TrainingSpec one = SeededRows.training(2, 16, 2, EarlyStoppingSpec.none());
    TrainingSpec other =
        new TrainingSpec(2, 16, 2, 43, one.optimizer(), one.schedule(), one.earlyStopping());
    String hash = Parameters.sha256(SeededRows.fit(one, 50).parameters());
    assertThat(Parameters.sha256(SeededRows.fit(one, 50).parameters())).isEqualTo(hash);
    assertThat(Parameters.sha256(SeededRows.fit(other, 50).parameters())).isNotEqualTo(hash);
  }

  @Test
  void workersOfAnotherNumberAndEmptyTrainingDataAreRefused() {
    TrainingSpec two = SeededRows.training(2, 16, 2, EarlyStoppingSpec.none());
    TrainingSpec three = SeededRows.training(3, 16, 2, EarlyStoppingSpec.none());
    LocalWorkers workers = SeededRows.workers(three, 50);
    assertThatThrownBy(() -> new TrainingRun(SeededRows.network(), two, workers, (r, p) -> {}))
        .hasMessage("workers must be 2, as in the training spec. Received: 3");
    LocalWorkers none = SeededRows.workers(two, 0);
    assertThatThrownBy(() -> new TrainingRun(SeededRows.network(), two, none, (r, p) -> {}))
        .hasMessage("the train split must have >= 1 row. Received: 0");
    assertThatThrownBy(() -> SeededRows.training(0, 1, 1, EarlyStoppingSpec.none()))
        .hasMessage("workers must be >= 1. Received: 0");
    assertThatThrownBy(() -> SeededRows.training(1, 0, 1, EarlyStoppingSpec.none()))
        .hasMessage("batchSize must be >= 1. Received: 0");
  }
}
