package org.lockstep.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Cosine;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/** Whole trainings of several ranks against one process, to the bit. */
public class RankWorkersTest {
  private static final List<int[]> SPREADS =
      List.of(new int[] {2, 1}, new int[] {3, 2}, new int[] {4, 1});

  /** What a training leaves: parameters, history without times, restarts, layers' norms. */
  private record Left(String sha256, List<String> told, String restarts) {}

  private static String words(Scores scores) {
    return scores.loss()
        + " "
        + scores.values()
        + scores.confusion().map(Arrays::deepToString).orElse("");
  }

  private static Left fit(NetworkSpec network, TrainingSpec training, Workers workers) {
    List<String> told = new ArrayList<>();
    EpochListener listener =
        new EpochListener() {
          @Override
          public void epochFinished(EpochRecord record, float[] parameters) {
            told.add(
                "%d %s %s %s %s %s"
                    .formatted(
                        record.epoch(),
                        record.learningRate(),
                        record.objective(),
                        record.best(),
                        words(record.train()),
                        words(record.validation())));
          }

          @Override
          public void layersMeasured(LayerReport report, List<Finding> news) {
            told.add(report + " " + news);
          }
        };
    try (workers) {
      RandomRestarts.Outcome outcome =
          new RandomRestarts(network, training, workers, listener).fit();
      return new Left(
          Parameters.sha256(outcome.best().parameters()), told, outcome.restarts().toString());
    }
  }

  private static void requireSameBits(
      NetworkSpec network, TrainingSpec training, Map<Split, Shard> splits) {
    Left expected =
        fit(
            network,
            training,
            LocalWorkers.dealing(network, training, splits, Kernels.best(), 1, RowMode.AUTOMATIC));
    assertThat(expected.told()).isNotEmpty();
    for (Deals deal : Deals.values()) {
      for (int[] spread : SPREADS) {
        List<Left> ranks =
            MemoryExchange.run(
                spread[0],
                exchange ->
                    fit(
                        network,
                        training,
                        deal.workers(network, training, splits, spread[1], exchange)));
        String what = "%s, %d ranks of %d threads".formatted(deal, spread[0], spread[1]);
        assertThat(ranks.get(0)).as(what).isEqualTo(expected);
        // The others have no use for the best parameters.
        assertThat(ranks).as(what).allMatch(rank -> rank.told().equals(expected.told()));
        assertThat(ranks).as(what).allMatch(rank -> rank.restarts().equals(expected.restarts()));
      }
    }
  }

  private static TrainingSpec training(
      int workers,
      int batchSize,
      OptimizerSpec optimizer,
      ScheduleSpec schedule,
      ClipSpec clip,
      int restarts,
      Watching watch) {
    EarlyStoppingSpec stopping = new EarlyStoppingSpec(2, 0, true, "validation_loss");
    return new TrainingSpec(workers, batchSize, 6, 42, optimizer, schedule, stopping)
        .toBuilder().clip(clip).restarts(restarts).watch(watch).build();
  }

  private static Map<Split, Shard> sparse(int rows) {
    return Map.of(Split.TRAIN, SeededRows.rows(rows, 1), Split.VALIDATION, SeededRows.rows(60, 2));
  }

  private static Map<Split, Shard> dense(int rows) {
    return Map.of(Split.TRAIN, dense(rows, 1), Split.VALIDATION, dense(40, 2));
  }

  private static Shard dense(int rows, long seed) {
    return SeededRows.dense(SeededRows.rows(rows, seed));
  }

  @Test
  void sparseInputWithDropoutEarlyStoppingAndRestarts() {
    requireSameBits(
        SeededRows.network(),
        training(7, 16, new Adam(0.05), new Cosine(40, 0.1), new NoClip(), 2, Watching.OFF),
        sparse(93));
  }

  @Test
  void denseInputWithEveryKindOfLayerAndAPlateauSchedule() {
    NetworkSpec network =
        NetworkSpec.of(
            SeededRows.INPUTS,
            List.of(
                new GaussianNoiseSpec(0.05),
                new DenseSpec(19, new Identity()),
                new BatchNormalizationSpec(),
                new ActivationSpec(new PRelu()),
                new DropoutSpec(0.2),
                new DenseSpec(11, new Relu())),
            3,
            Task.MULTICLASS,
            1e-3);
    requireSameBits(
        network,
        training(
            5,
            40,
            new Adam(0.02),
            new ReduceOnPlateau(0.5, 1, 0, 0, 0),
            new ClipByValue(0.05),
            1,
            Watching.EPOCH),
        dense(230));
  }

  @Test
  void stepsThatNeedAllElementsAtOnce() {
    RegularizerSpec maxNorm = new RegularizerSpec(1e-4, 1e-4, 0.8, false);
    NetworkSpec network =
        NetworkSpec.of(
            SeededRows.INPUTS,
            List.of(new DenseSpec(130, new Tanh(), new GlorotUniform(), true, maxNorm)),
            3,
            Task.MULTICLASS,
            0);
    requireSameBits(
        network,
        training(
            6,
            16,
            new Adam(0.02),
            new Cosine(40, 0.1),
            new ClipByGlobalNorm(0.5),
            1,
            Watching.STEP),
        sparse(93));
  }

  @Test
  void lazyOptimizersWithAndWithoutNorms() {
    for (ClipSpec clip : List.of(new NoClip(), new ClipByNorm(0.05), new ClipByGlobalNorm(0.1))) {
      requireSameBits(
          SeededRows.network(),
          training(5, 16, new Lazy(new Adam(0.02)), new Cosine(40, 0.1), clip, 1, Watching.OFF),
          sparse(93));
    }
  }

  @Test
  void roundsOfTheWorkersOwnSteps() {
    for (OptimizerSpec optimizer : List.of(new Adam(0.05), new Lazy(new Adam(0.02)))) {
      TrainingSpec plain =
          training(7, 16, optimizer, new Cosine(40, 0.1), new NoClip(), 2, Watching.EPOCH);
      requireSameBits(SeededRows.network(), plain.with(AveragingSpec.every(4)), sparse(93));
      requireSameBits(SeededRows.network(), plain.with(new AveragingSpec(1, 3, 2, 9)), sparse(93));
    }
  }

  @Test
  void roundsOfFewerRowsThanWorkers() {
    requireSameBits(
        SeededRows.network(),
        training(9, 4, new Adam(0.05), new Cosine(40, 0.1), new NoClip(), 1, Watching.EPOCH)
            .with(AveragingSpec.every(2)),
        sparse(6));
  }

  @Test
  void allRanksTellTheSameStepOfAWorkerThatDivergesInARound() {
    Map<Split, Shard> splits = sparse(93);
    SparseRows features = (SparseRows) splits.get(Split.TRAIN).features();
    features.values()[features.starts()[61]] = Float.NaN;
    TrainingSpec training =
        SeededRows.training(6, 16, 2, EarlyStoppingSpec.none()).with(AveragingSpec.every(4));
    String expected =
        told(
            LocalWorkers.dealing(SeededRows.network(), training, splits, Kernels.best()), training);
    assertThat(expected).contains("row 10 of worker 1");
    assertThat(
            MemoryExchange.run(
                3,
                exchange ->
                    told(
                        Deals.SCATTERED.workers(
                            SeededRows.network(), training, splits, 1, exchange),
                        training)))
        .containsOnly(expected);
  }

  @Test
  void moreWorkersThanRowsLeaveShardsEmpty() {
    requireSameBits(
        SeededRows.network(),
        training(9, 4, new Adam(0.05), new Cosine(40, 0.1), new NoClip(), 1, Watching.EPOCH),
        sparse(6));
  }

  @Test
  void ranksWithoutAWorkerKeepInStep() {
    TrainingSpec training =
        training(2, 16, new Adam(0.05), new Cosine(40, 0.1), new NoClip(), 1, Watching.EPOCH);
    requireSameBits(SeededRows.network(), training, sparse(93));
    requireSameBits(SeededRows.network(), training.with(AveragingSpec.every(3)), sparse(93));
    requireSameBits(SeededRows.network(), training, dense(93));
    TrainingSpec lazy =
        training(
            2, 16, new Lazy(new Adam(0.02)), new Cosine(40, 0.1), new NoClip(), 1, Watching.OFF);
    requireSameBits(SeededRows.network(), lazy, sparse(93));
    TrainingSpec clipped =
        training(
            2, 16, new Adam(0.02), new Cosine(40, 0.1), new ClipByGlobalNorm(0.1), 1, Watching.OFF);
    requireSameBits(SeededRows.network(), clipped, sparse(93));
    Left expected =
        fit(
            SeededRows.network(),
            training,
            LocalWorkers.dealing(SeededRows.network(), training, sparse(93), Kernels.best()));
    List<Left> owners =
        MemoryExchange.run(
            3,
            exchange ->
                fit(
                    SeededRows.network(),
                    training,
                    Deals.CONTIGUOUS.workers(
                        SeededRows.network(), training, sparse(93), 1, exchange, 0)));
    assertThat(owners.get(0)).as("rows that have owners").isEqualTo(expected);
  }

  @Test
  void ranksThatAreLateChangeNothing() {
    TrainingSpec training = SeededRows.training(6, 16, 2, EarlyStoppingSpec.none());
    Left expected = fit(SeededRows.network(), training, SeededRows.workers(training, 93));
    List<Left> ranks =
        MemoryExchange.run(
            3,
            1L,
            exchange ->
                fit(
                    SeededRows.network(),
                    training,
                    Deals.SCATTERED.workers(
                        SeededRows.network(), training, sparse(93), 1, exchange)));
    assertThat(ranks).allMatch(expected::equals);
  }

  @Test
  void aRankThatIsAloneIsThePlainTrainer() {
    TrainingSpec training = SeededRows.training(6, 16, 2, EarlyStoppingSpec.none());
    List<Workers> alone =
        MemoryExchange.run(
            1,
            exchange ->
                Deals.CONTIGUOUS.workers(SeededRows.network(), training, sparse(93), 2, exchange));
    assertThat(alone.get(0)).isInstanceOf(LocalWorkers.class);
  }

  @Test
  void everyTasksTotalsCrossTheWire() {
    for (Task task : Task.values()) {
      int outputs =
          switch (task) {
            case BINARY -> 1;
            case RECONSTRUCTION -> SeededRows.INPUTS;
            case MULTICLASS, MULTI_LABEL, DISTRIBUTION, REGRESSION -> 3;
          };
      Shard rows = targets(task, outputs);
      NetworkSpec network = NetworkSpec.of(SeededRows.INPUTS, List.of(), outputs, task, 0);
      TrainingSpec training = SeededRows.training(5, 16, 1, EarlyStoppingSpec.none());
      float[] parameters = Parameters.initialise(network, 1).values();
      Map<Split, Shard> splits = Map.of(Split.TRAIN, rows, Split.TEST, rows);
      Totals expected =
          LocalWorkers.dealing(network, training, splits, Kernels.best())
              .evaluate(parameters, Split.TEST);
      List<Totals> ranks =
          MemoryExchange.run(
              3,
              exchange ->
                  Deals.SCATTERED
                      .workers(network, training, splits, 2, exchange)
                      .evaluate(
                          parameters, Split.TEST, Optional.of(Thresholds.standard(task, outputs))));
      for (Totals totals : ranks) {
        assertThat(totals).as("%s", task).usingRecursiveComparison().isEqualTo(expected);
      }
    }
  }

  private static Shard targets(Task task, int outputs) {
    Shard rows = SeededRows.rows(50, 3);
    int columns = task == Task.MULTICLASS ? 1 : outputs;
    float[] targets = new float[50 * columns];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = task == Task.DISTRIBUTION ? 1f / 3 : i * 7 % 2;
    }
    return new Shard(rows.features(), targets, columns, rows.weights());
  }

  @Test
  void allRanksTellTheSameOriginOfATrainingThatLeavesTheFiniteNumbers() {
    Map<Split, Shard> splits = sparse(93);
    SparseRows features = (SparseRows) splits.get(Split.TRAIN).features();
    features.values()[features.starts()[61]] = Float.NaN;
    TrainingSpec training = SeededRows.training(6, 16, 2, EarlyStoppingSpec.none());
    String expected =
        told(
            LocalWorkers.dealing(SeededRows.network(), training, splits, Kernels.best()), training);
    assertThat(expected).contains("row 10 of worker 1");
    assertThat(
            MemoryExchange.run(
                3,
                exchange ->
                    told(
                        Deals.CONTIGUOUS.workers(
                            SeededRows.network(), training, splits, 1, exchange),
                        training)))
        .containsOnly(expected);
  }

  private static String told(Workers workers, TrainingSpec training) {
    try {
      new TrainingRun(SeededRows.network(), training, workers, (record, p) -> {}).fit();
      return "finite";
    } catch (DivergedException diverged) {
      return diverged.getMessage();
    }
  }

  @Test
  void ranksThatDoNotFitTogetherAreRefused() {
    TrainingSpec training = SeededRows.training(2, 4, 1, EarlyStoppingSpec.none());
    Shard rows = SeededRows.rows(3, 1);
    assertThatThrownBy(
            () ->
                MemoryExchange.run(
                    2,
                    exchange ->
                        RankWorkers.of(
                            SeededRows.network(),
                            training,
                            new RankShards(
                                new int[] {0},
                                Map.of(Split.TRAIN, List.of(rows)),
                                Map.of(Split.TRAIN, 6L)),
                            Kernels.best(),
                            1,
                            exchange)))
        .hasMessageContaining("nobody else's");
    assertThatThrownBy(
            () ->
                new RankShards(
                    new int[] {1},
                    Map.of(Split.TRAIN, List.of(rows, rows)),
                    Map.of(Split.TRAIN, 6L)))
        .hasMessage("train must have one shard for each of the rank's workers, 1. Received: 2");
  }
}
