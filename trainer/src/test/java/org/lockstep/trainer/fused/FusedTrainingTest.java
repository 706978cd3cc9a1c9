package org.lockstep.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.StepDecay;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** Networks that are trained together against the same networks alone, to the bit. */
class FusedTrainingTest {
  private static final int ROWS = 77;

  private static FusedTrial trial(NetworkSpec network, TrainingSpec training) {
    return new FusedTrial(network, training, (record, parameters) -> {});
  }

  private static Map<Split, List<Shard>> shards(Map<Split, Shard> splits, int workers) {
    Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
    splits.forEach((split, all) -> shards.put(split, Dealing.deal(all, workers)));
    return shards;
  }

  private static TrainingResult alone(FusedTrial trial, Map<Split, List<Shard>> shards) {
    try (LocalWorkers workers =
        new LocalWorkers(trial.network(), trial.training(), shards, Kernels.best())) {
      return new TrainingRun(trial.network(), trial.training(), workers, trial.listener()).fit();
    }
  }

  private static List<FusedOutcome> fused(List<FusedTrial> trials, Map<Split, List<Shard>> shards) {
    return new FusedTraining(trials, shards, Kernels.best()).fit();
  }

  private static void requireEqual(TrainingResult together, TrainingResult alone, String what) {
    assertThat(together.parameters()).as(what).isEqualTo(alone.parameters());
    assertThat(together.epochs()).as(what).isEqualTo(alone.epochs());
    assertThat(together.bestEpoch()).as(what).isEqualTo(alone.bestEpoch());
    assertThat(together.stopReason()).as(what).isEqualTo(alone.stopReason());
    assertThat(numbers(together)).as(what).isEqualTo(numbers(alone));
  }

  /** Boxed, so that no validation, NaN, equals no validation. */
  private static List<Double> numbers(TrainingResult result) {
    return result.history().stream()
        .flatMap(
            epoch ->
                Stream.of(
                    epoch.objective(),
                    epoch.learningRate(),
                    epoch.train().loss(),
                    epoch.validation().loss()))
        .toList();
  }

  /**
   * Every setting of Adam, widths around whole vectors, rows that no example names, steps without
   * weight.
   */
  @Test
  void eachHasTheBitsOfATrainingAlone() {
    for (int workers : new int[] {1, 3}) {
      List<FusedTrial> trials = new ArrayList<>();
      for (int units : new int[] {1, 4, 7, 8, 16, 17}) {
        int number = trials.size();
        Adam adam =
            new Adam(0.01 * (number + 1), 0.5 + 0.08 * number, 0.9 + 0.015 * number, 1e-7 * units);
        trials.add(
            trial(
                ScatteredRows.network(units, RegularizerSpec.none()),
                ScatteredRows.training(workers, 3, adam, new NoClip())));
      }
      Map<Split, List<Shard>> shards =
          shards(Map.of(Split.TRAIN, ScatteredRows.shard(ROWS, workers)), workers);
      List<FusedOutcome> outcomes = fused(trials, shards);
      for (int i = 0; i < trials.size(); i++) {
        FusedTrial trial = trials.get(i);
        requireEqual(
            outcomes.get(i).result().orElseThrow(),
            alone(trial, shards),
            "V=%d, %s".formatted(workers, trial.network()));
      }
    }
  }

  @Test
  void whatIsNotAdamAloneIsTrainedAlone() {
    Map<Split, List<Shard>> shards = shards(Map.of(Split.TRAIN, ScatteredRows.shard(ROWS, 1)), 1);
    Adam adam = new Adam(0.01);
    for (OptimizerSpec optimizer : ScatteredRows.optimizers().toList()) {
      FusedTrial trial =
          trial(
              ScatteredRows.network(17, RegularizerSpec.none()),
              ScatteredRows.training(1, 3, optimizer, new NoClip()));
      assertThat(FusedTraining.refusal(List.of(trial), shards).isEmpty())
          .as(optimizer.toString())
          .isEqualTo(optimizer instanceof Adam);
    }
    ScatteredRows.regularizers()
        .filter(regularizer -> !regularizer.equals(RegularizerSpec.none()))
        .forEach(
            regularizer ->
                assertThat(
                        FusedTraining.refusal(
                            List.of(
                                trial(
                                    ScatteredRows.network(17, regularizer),
                                    ScatteredRows.training(1, 3, adam, new NoClip()))),
                            shards))
                    .contains("rows side by side have no penalty"));
    ClipSpec clip = new ClipByValue(0.1);
    assertThat(
            FusedTraining.refusal(
                List.of(
                    trial(
                        ScatteredRows.network(17, RegularizerSpec.none()),
                        ScatteredRows.training(1, 3, adam, clip))),
                shards))
        .contains("rows side by side are not clipped");
  }

  private static NetworkSpec network(double dropout, int... deeper) {
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(new DropoutSpec(0.1));
    layers.add(new DenseSpec(19 - deeper.length, deeper.length == 0 ? new Sigmoid() : new Relu()));
    layers.add(new DropoutSpec(dropout));
    for (int units : deeper) {
      layers.add(new DenseSpec(units, new Sigmoid()));
    }
    return NetworkSpec.of(SeededRows.INPUTS, layers, 3, Task.MULTICLASS, 0);
  }

  private static TrainingSpec training(double rate, int epochs, EarlyStoppingSpec stopping) {
    return new TrainingSpec(3, 16, epochs, 42, new Adam(rate), new Constant(), stopping);
  }

  /** Example weights, dropout on the input, alike, and behind it, deeper layers, validation. */
  @Test
  void eachStopsOnItsOwn() {
    EarlyStoppingSpec patient = new EarlyStoppingSpec(2, 0, true, "validation_loss");
    List<FusedTrial> trials =
        List.of(
            trial(network(0.2), training(0.3, 2, EarlyStoppingSpec.none())),
            trial(network(0), training(0.2, 40, patient)),
            trial(network(0.5), training(0.05, 40, patient)),
            trial(network(0.1, 7, 5), training(0.02, 12, EarlyStoppingSpec.none())),
            trial(
                network(0.3, 4),
                new TrainingSpec(
                    3, 16, 9, 42, new Adam(0.5), new StepDecay(0.5, 7), EarlyStoppingSpec.none())));
    Map<Split, List<Shard>> shards =
        shards(
            Map.of(Split.TRAIN, SeededRows.rows(93, 1), Split.VALIDATION, SeededRows.rows(60, 2)),
            3);
    List<FusedOutcome> outcomes = fused(trials, shards);
    List<Integer> epochs = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      TrainingResult result = outcomes.get(i).result().orElseThrow();
      requireEqual(result, alone(trials.get(i), shards), "trial " + i);
      epochs.add(result.epochs());
    }
    assertThat(epochs).doesNotHaveDuplicates();
  }

  @Test
  void oneThatDivergesEndsAloneAndForItsOwnReason() {
    List<FusedTrial> trials =
        List.of(
            trial(
                network(0),
                new TrainingSpec(
                    3, 16, 5, 42, new Adam(1e38), new Constant(), EarlyStoppingSpec.none())),
            trial(network(0.2), training(0.02, 5, EarlyStoppingSpec.none())));
    Map<Split, List<Shard>> shards = shards(Map.of(Split.TRAIN, SeededRows.rows(93, 1)), 3);
    List<FusedOutcome> outcomes = fused(trials, shards);
    assertThatThrownBy(() -> alone(trials.get(0), shards))
        .isInstanceOf(DivergedException.class)
        .hasMessage(outcomes.get(0).failure().orElseThrow().getMessage());
    assertThat(outcomes.get(0).result()).isEmpty();
    requireEqual(outcomes.get(1).result().orElseThrow(), alone(trials.get(1), shards), "other");
  }

  @Test
  void whatCannotBeFusedIsRefusedWithTheReason() {
    Map<Split, List<Shard>> sparse = shards(Map.of(Split.TRAIN, SeededRows.rows(93, 1)), 3);
    Map<Split, List<Shard>> dense =
        shards(Map.of(Split.TRAIN, SeededRows.dense(SeededRows.rows(93, 1))), 3);
    TrainingSpec plain = training(0.1, 2, EarlyStoppingSpec.none());
    FusedTrial one = trial(network(0), plain);
    assertThat(FusedTraining.refusal(List.of(one, one), sparse)).isEmpty();
    assertThat(FusedTraining.refusal(List.of(), sparse)).contains("there is no trial");
    assertThat(FusedTraining.refusal(List.of(one), dense))
        .contains("dense features touch every row in every step");
    assertThat(reason(sparse, one, with(plain, 3, 16, 7, new Adam(0.1))))
        .isEqualTo("the seeds, which order the examples, differ: 42 and 7");
    assertThat(reason(sparse, one, with(plain, 2, 16, 42, new Adam(0.1))))
        .isEqualTo("the numbers of workers differ: 3 and 2");
    assertThat(reason(sparse, one, with(plain, 3, 8, 42, new Adam(0.1))))
        .isEqualTo("the batch sizes differ: 16 and 8");
    assertThat(reason(sparse, one, with(plain, 3, 16, 42, new Lazy(new Adam(0.1)))))
        .isEqualTo("rows side by side are Adam's, not those of adam");
    NetworkSpec bare =
        NetworkSpec.of(
            SeededRows.INPUTS, List.of(new DenseSpec(19, new Sigmoid())), 3, Task.MULTICLASS, 0);
    assertThat(reason(sparse, one, trial(bare, plain)))
        .isEqualTo("the layers on the input differ: [DropoutSpec[rate=0.1]] and []");
    TrainingSpec clipped = plain.toBuilder().clip(new ClipByGlobalNorm(1)).build();
    assertThat(reason(sparse, one, trial(network(0), clipped)))
        .isEqualTo("rows side by side are not clipped");
    assertThatThrownBy(() -> fused(List.of(one, trial(network(0), clipped)), sparse))
        .hasMessageStartingWith(
            "fused trials must see the same examples and change rows apart. Received: rows");
  }

  private static FusedTrial with(
      TrainingSpec plain, int workers, int batchSize, long seed, OptimizerSpec optimizer) {
    return trial(
        network(0),
        new TrainingSpec(
            workers,
            batchSize,
            plain.epochs(),
            seed,
            optimizer,
            plain.schedule(),
            plain.earlyStopping()));
  }

  private static String reason(Map<Split, List<Shard>> shards, FusedTrial one, FusedTrial other) {
    return FusedTraining.refusal(List.of(one, other), shards).orElse(null);
  }
}
