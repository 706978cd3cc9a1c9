package org.lockstep.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

class LocalWorkersTest {
  private static final NetworkSpec PLAIN =
      NetworkSpec.of(
          SeededRows.INPUTS, List.of(new DenseSpec(7, new Tanh())), 3, Task.MULTICLASS, 0);

  private static LocalWorkers plain(int workers, int batchSize, Shard rows) {
    TrainingSpec training = SeededRows.training(workers, batchSize, 1, EarlyStoppingSpec.none());
    return LocalWorkers.dealing(PLAIN, training, Map.of(Split.TRAIN, rows), Kernels.best());
  }

  @Test
  void anyBatchSizeAndAnyNumberOfWorkersSeeEveryRowOnceAnEpoch() {
    float[] parameters = Parameters.initialise(PLAIN, 1).values();
    for (int rows : new int[] {1, 2, 5, 23}) {
      Shard all = SeededRows.rows(rows, 3);
      Gradient whole = plain(1, rows, all).gradient(parameters, 0, 0);
      for (int workers : new int[] {1, 2, 3, 4, 6, 9}) {
        for (int batchSize : new int[] {1, 2, 4, 7, 23, 100}) {
          LocalWorkers dealt = plain(workers, batchSize, all);
          Gradient epoch = new Gradient(parameters.length, Totals.of(Task.MULTICLASS, 3));
          int steps = (rows + batchSize - 1) / batchSize;
          for (int step = 0; step < steps; step++) {
            epoch.add(dealt.gradient(parameters, 0, step));
          }
          String sizes = "n=%d V=%d B=%d".formatted(rows, workers, batchSize);
          assertThat(epoch.totals().rows()).as(sizes).isEqualTo(rows);
          assertThat(epoch.weight()).as(sizes).isEqualTo(whole.weight());
          assertThat(epoch.sums()).as(sizes).containsExactly(whole.sums(), within(1e-4f));
        }
      }
    }
  }

  @Test
  void theMergedGradientIsTheFixedTreeOverTheWorkersLeaves() {
    TrainingSpec training = SeededRows.training(5, 40, 1, EarlyStoppingSpec.none());
    NetworkSpec network = SeededRows.network();
    float[] parameters = Parameters.initialise(network, 1).values();
    List<Shard> shards = Dealing.deal(SeededRows.rows(93, 1), 5);
    List<Gradient> leaves = new ArrayList<>();
    for (int worker = 0; worker < 5; worker++) {
      Gradient leaf = new Gradient(parameters.length, Totals.of(Task.MULTICLASS, 3));
      new ShardWorker(network, training, worker, shards.get(worker), new ScalarKernel())
          .gradient(parameters, 2, 1, 93, leaf);
      leaves.add(leaf);
    }
    leaves.get(0).add(leaves.get(1));
    leaves.get(2).add(leaves.get(3));
    leaves.get(0).add(leaves.get(2));
    leaves.get(0).add(leaves.get(4));

    LocalWorkers workers = SeededRows.workers(training, 93);
    workers.gradient(parameters, 0, 0);
    assertThat(workers.gradient(parameters, 2, 1).sums()).isEqualTo(leaves.get(0).sums());
  }

  @Test
  void aStepDoesNotDependOnTheStepsBeforeIt() {
    TrainingSpec training = SeededRows.training(3, 16, 1, EarlyStoppingSpec.none());
    float[] parameters = Parameters.initialise(SeededRows.network(), 1).values();
    LocalWorkers travelled = SeededRows.workers(training, 70);
    travelled.gradient(parameters, 5, 3);
    travelled.gradient(parameters, 0, 4);
    float[] later = travelled.gradient(parameters, 1, 2).sums().clone();
    float[] fresh = SeededRows.workers(training, 70).gradient(parameters, 1, 2).sums();
    assertThat(later).isEqualTo(fresh);
  }

  @Test
  void evaluationHasNoDropoutAndMergesAllWorkers() {
    TrainingSpec training = SeededRows.training(4, 16, 1, EarlyStoppingSpec.none());
    float[] parameters = Parameters.initialise(SeededRows.network(), 1).values();
    Totals merged = SeededRows.workers(training, 700).evaluate(parameters, Split.TRAIN);
    Totals whole = Totals.forEvaluation(Task.MULTICLASS, 3);
    ShardWorker.evaluate(
        SeededRows.network(), parameters, SeededRows.rows(700, 1), new ScalarKernel(), whole);
    assertThat(merged.rows()).isEqualTo(700);
    assertThat(merged.lossSum()).isCloseTo(whole.lossSum(), within(1e-9));
    assertThat(merged.scores().confusion().orElseThrow())
        .isDeepEqualTo(whole.scores().confusion().orElseThrow());
    assertThat(SeededRows.workers(training, 7).evaluate(parameters, Split.TEST).rows()).isZero();
  }

  @Test
  void shardsThatDoNotFitAreRefused() {
    TrainingSpec training = SeededRows.training(2, 4, 1, EarlyStoppingSpec.none());
    Shard rows = SeededRows.rows(6, 1);
    List<Shard> uneven = List.of(SeededRows.rows(1, 1), SeededRows.rows(5, 1));
    LocalWorkers workers =
        new LocalWorkers(PLAIN, training, Map.of(Split.TRAIN, uneven), Kernels.best());
    float[] parameters = Parameters.initialise(PLAIN, 1).values();
    assertThatThrownBy(() -> workers.gradient(parameters, 0, 0))
        .hasMessage("worker 0 of 2 must hold 3 of 6 rows, dealt in turn. Received: 1");
    assertThatThrownBy(
            () ->
                new LocalWorkers(
                    PLAIN, training, Map.of(Split.TRAIN, List.of(rows)), Kernels.best()))
        .hasMessage("train must have one shard a worker, 2. Received: 1");
    assertThatThrownBy(() -> new LocalWorkers(PLAIN, training, Map.of(), Kernels.best()))
        .hasMessageContaining("must contain the train split");
  }

  @Test
  void targetsAndWidthsAreCheckedAtTheDoor() {
    Shard fourClasses =
        new Shard(SeededRows.rows(2, 1).features(), new float[] {0, 3}, 1, new float[] {1, 1});
    assertThatThrownBy(() -> plain(1, 4, fourClasses))
        .hasMessage(
            "a class index must be a whole number of 0 … 2. Received: 3.0 (row 1 of the shard)");
    Shard twoColumns =
        new Shard(SeededRows.rows(2, 1).features(), new float[4], 2, new float[] {1, 1});
    assertThatThrownBy(() -> plain(1, 4, twoColumns))
        .hasMessage("a shard must have 1 target columns. Received: 2");
    NetworkSpec narrow = NetworkSpec.of(3, List.of(), 3, Task.MULTICLASS, 0);
    TrainingSpec training = SeededRows.training(1, 4, 1, EarlyStoppingSpec.none());
    Map<Split, Shard> splits = Map.of(Split.TRAIN, SeededRows.rows(2, 1));
    assertThatThrownBy(() -> LocalWorkers.dealing(narrow, training, splits, Kernels.best()))
        .hasMessage("rows must have the network's 3 columns. Received: 40");
  }
}
