package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.NonFinite;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;

/** Rounds of workers' own steps against the definition written out plainly, to the bit. */
class AveragedStepsTest {
  private static final int ROWS = 77;
  private static final int EPOCHS = 3;

  static List<OptimizerSpec> optimizers() {
    List<OptimizerSpec> all = new ArrayList<>(ScatteredRows.optimizers().toList());
    all.add(new Lazy(new Adam(0.01)));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void roundsAreTheDefinition(OptimizerSpec optimizer) {
    List<ClipSpec> clips = new ArrayList<>(ScatteredRows.clips().toList());
    clips.add(new ClipByGlobalNorm(0.05));
    for (ClipSpec clip : clips) {
      for (int workers : new int[] {1, 5}) {
        NetworkSpec network = ScatteredRows.network(9, new RegularizerSpec(1e-3, 1e-3, 0, true));
        // Batches of 3: workers without rows or weight in a step and in a round, a short last
        // round.
        TrainingSpec training =
            ScatteredRows.training(workers, 3, optimizer, clip).with(AveragingSpec.every(4));
        Shard rows = ScatteredRows.shard(ROWS, workers);
        float[][] expected = plain(network, training, rows);
        assertThat(run(network, training, rows, 1, RowMode.DENSE))
            .as("%s, V=%d, dense", clip, workers)
            .isDeepEqualTo(expected);
        assertThat(run(network, training, rows, 2, RowMode.AUTOMATIC))
            .as("%s, V=%d, two threads, deferred", clip, workers)
            .isDeepEqualTo(expected);
      }
    }
  }

  /** Parameters and state after every epoch. */
  private static float[][] run(
      NetworkSpec network, TrainingSpec training, Shard rows, int threads, RowMode mode) {
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep gradientStep = new GradientStep(network, training);
    float[][] epochs = new float[EPOCHS][];
    try (LocalWorkers workers = ScatteredRows.workers(network, training, rows, threads, mode)) {
      Steps steps = AveragedSteps.of(network, training, workers, gradientStep, parameters);
      int perEpoch = training.stepsPerEpoch(ROWS);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int step = 0; step < perEpoch; step++) {
          steps.gradient(epoch, step);
          steps.update((long) epoch * perEpoch + step + 1);
        }
        steps.bringUp();
        epochs[epoch] = ScatteredRows.everything(parameters, gradientStep);
      }
    }
    return epochs;
  }

  /** The definition: every worker for itself, densely, then the weighted mean in the tree. */
  private static float[][] plain(NetworkSpec network, TrainingSpec training, Shard rows) {
    List<Shard> shards = Dealing.deal(rows, training.workers());
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep together = new GradientStep(network, training);
    int perEpoch = training.stepsPerEpoch(ROWS);
    float[][] epochs = new float[EPOCHS][];
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      int period = training.averaging().periodOf(epoch);
      for (int from = 0; from < perEpoch; from += period) {
        List<float[]> copies = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int v = 0; v < shards.size(); v++) {
          ShardWorker worker = new ShardWorker(network, training, v, shards.get(v), Kernels.best());
          float[] own = parameters.clone();
          GradientStep ownStep = new GradientStep(network, training);
          copyState(together, ownStep);
          double weight = 0;
          for (int step = from; step < Math.min(perEpoch, from + period); step++) {
            Gradient gradient = Gradient.of(network, training);
            worker.gradient(own, epoch, step, ROWS, gradient);
            weight += gradient.weight();
            ownStep.take(own, gradient, (long) epoch * perEpoch + step + 1);
          }
          copies.add(ScatteredRows.everything(own, ownStep));
          weights.add(weight);
        }
        mean(copies, weights, 0, copies.size());
        spread(copies.get(0), parameters, together);
      }
      epochs[epoch] = ScatteredRows.everything(parameters, together);
    }
    return epochs;
  }

  private static void copyState(GradientStep from, GradientStep to) {
    for (int i = 0; i < from.optimizer().state().size(); i++) {
      float[] state = from.optimizer().state().get(i);
      System.arraycopy(state, 0, to.optimizer().state().get(i), 0, state.length);
    }
  }

  private static void spread(float[] all, float[] parameters, GradientStep step) {
    System.arraycopy(all, 0, parameters, 0, parameters.length);
    int from = parameters.length;
    for (float[] state : step.optimizer().state()) {
      System.arraycopy(all, from, state, 0, state.length);
      from += state.length;
    }
  }

  /** Leaves the mean of copies [from, to) in the first of them; returns its weight. */
  private static double mean(List<float[]> copies, List<Double> weights, int from, int to) {
    if (to - from == 1) {
      return weights.get(from);
    }
    int half = Integer.highestOneBit(to - from - 1);
    double left = mean(copies, weights, from, from + half);
    double right = mean(copies, weights, from + half, to);
    float[] a = copies.get(from);
    float[] b = copies.get(from + half);
    float f = (float) (right / (left + right));
    for (int i = 0; i < a.length; i++) {
      float mixed = a[i] + (b[i] - a[i]) * f;
      a[i] = right == 0 ? a[i] : left == 0 ? b[i] : mixed;
    }
    return left + right;
  }

  private static TrainingSpec seeded(int workers, int epochs, AveragingSpec averaging) {
    return SeededRows.training(workers, 16, epochs, EarlyStoppingSpec.none()).with(averaging);
  }

  @Test
  void oneWorkerAloneHasTheBitsOfTheExactTraining() {
    float[] exact = SeededRows.fit(seeded(1, 3, AveragingSpec.everyStep()), 93).parameters();
    assertThat(SeededRows.fit(seeded(1, 3, AveragingSpec.every(4)), 93).parameters())
        .isEqualTo(exact);
  }

  @Test
  void severalWorkersHaveAnotherResultAndLearn() {
    TrainingResult exact = SeededRows.fit(seeded(3, 6, AveragingSpec.everyStep()), 93);
    TrainingResult averaged = SeededRows.fit(seeded(3, 6, AveragingSpec.every(3)), 93);
    assertThat(averaged.parameters()).isNotEqualTo(exact.parameters());
    assertThat(averaged.history().get(0).train().rows()).isEqualTo(93);
    assertThat(averaged.history().get(5).validation().loss())
        .isLessThan(averaged.history().get(0).validation().loss());
  }

  @Test
  void anAdaptivePeriodBeginsExactlyAndIsLocalAfterwards() {
    AveragingSpec adaptive = new AveragingSpec(1, 3, 2, 3);
    List<float[]> exact = perEpoch(seeded(3, 4, AveragingSpec.everyStep()));
    List<float[]> found = perEpoch(seeded(3, 4, adaptive));
    assertThat(found.get(1)).isEqualTo(exact.get(1));
    assertThat(found.get(2)).isNotEqualTo(exact.get(2));
  }

  private static List<float[]> perEpoch(TrainingSpec training) {
    List<float[]> parameters = new ArrayList<>();
    try (LocalWorkers workers = SeededRows.workers(training, 93)) {
      new TrainingRun(
              SeededRows.network(),
              training,
              workers,
              (record, current) -> parameters.add(current.clone()))
          .fit();
    }
    return parameters;
  }

  @Test
  void restartsDoNotSeeEachOthersState() {
    TrainingSpec once = seeded(3, 2, AveragingSpec.every(3));
    try (LocalWorkers workers = SeededRows.workers(once, 93)) {
      TrainingRun run = new TrainingRun(SeededRows.network(), once, workers, (record, p) -> {});
      float[] first = run.fit().parameters();
      assertThat(run.fit().parameters()).isEqualTo(first);
    }
  }

  @Test
  void movingAveragesAreAveragedToo() {
    NetworkSpec network =
        NetworkSpec.of(
            ScatteredRows.INPUTS,
            List.of(
                new DenseSpec(9, new Identity()),
                new BatchNormalizationSpec(),
                new ActivationSpec(new Relu())),
            3,
            Task.MULTICLASS,
            0);
    Shard rows = ScatteredRows.shard(ROWS, 1);
    TrainingSpec training =
        ScatteredRows.training(2, 11, new Momentum(0.1, 0.9, false), new NoClip())
            .with(AveragingSpec.every(3));
    assertThat(run(network, training, rows, 2, RowMode.AUTOMATIC))
        .isDeepEqualTo(plain(network, training, rows));
  }

  @Test
  void aWorkersOwnStepThatDivergesIsTold() {
    Shard good = ScatteredRows.shard(ROWS, 1);
    SparseRows features = (SparseRows) good.features();
    float[] values = features.values().clone();
    int bad = features.starts()[40];
    values[bad] = Float.NaN;
    Shard rows =
        new Shard(
            new SparseRows(
                ScatteredRows.INPUTS, features.starts().clone(), features.indices(), values),
            good.targets(),
            1,
            good.weights());
    NetworkSpec network = ScatteredRows.network(9, RegularizerSpec.none());
    TrainingSpec training =
        ScatteredRows.training(3, 6, new Sgd(0.1), new NoClip()).with(AveragingSpec.every(5));
    float[] parameters = Parameters.initialise(network, 3).values();
    try (LocalWorkers workers =
        ScatteredRows.workers(network, training, rows, 2, RowMode.AUTOMATIC)) {
      TrainingRun run = new TrainingRun(network, training, workers, (record, p) -> {});
      assertThatThrownBy(() -> run.fit(parameters))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("training diverged in epoch 1, step ")
          .hasMessageContaining("an input is NaN in 1 of the step's rows: row 13 of worker 2");
    }
    assertThat(NonFinite.first(parameters, 0, parameters.length)).isNegative();
  }

  @Test
  void layersAreMeasuredWhereThereIsAnAverage() {
    TrainingSpec plain = seeded(3, 2, AveragingSpec.every(4));
    TrainingSpec training =
        new TrainingSpec(
                3, 16, 2, plain.seed(), plain.optimizer(), new Constant(), plain.earlyStopping())
            .toBuilder()
                .clip(plain.clip())
                .watch(Watching.STEP)
                .averaging(plain.averaging())
                .build();
    List<Integer> measured = new ArrayList<>();
    try (LocalWorkers workers = SeededRows.workers(training, 93)) {
      EpochListener listener =
          new EpochListener() {
            @Override
            public void epochFinished(EpochRecord record, float[] parameters) {}

            @Override
            public void layersMeasured(
                LayerReport report, List<org.lockstep.trainer.watching.Finding> news) {
              measured.add(report.step());
            }
          };
      float[] watched =
          new TrainingRun(SeededRows.network(), training, workers, listener).fit().parameters();
      assertThat(watched).isEqualTo(SeededRows.fit(plain, 93).parameters());
    }
    assertThat(measured).containsExactly(4, 6, 4, 6);
  }

  @Test
  void roundsOfOneWorkerSetFitLocalWorkersOfSeveralThreads() {
    TrainingSpec training = seeded(4, 3, AveragingSpec.every(2));
    float[] expected = SeededRows.fit(training, 93).parameters();
    try (LocalWorkers workers =
        LocalWorkers.dealing(
            SeededRows.network(),
            training,
            Map.of(Split.TRAIN, SeededRows.rows(93, 1), Split.VALIDATION, SeededRows.rows(60, 2)),
            Kernels.best(),
            3,
            RowMode.AUTOMATIC)) {
      assertThat(
              new TrainingRun(SeededRows.network(), training, workers, (record, p) -> {})
                  .fit()
                  .parameters())
          .isEqualTo(expected);
    }
  }
}
