package org.lockstep.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.AdaGrad;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.AdamW;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.training.LayerRates;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Steps that need all elements at once, shared out among a crew, against the plain dense update, to
 * the bit. The first kernel (150 × 61) is three blocks long, and rows lie across their ends.
 */
class MergedStepsTest {
  private static final int ROWS = 62;
  private static final int STEPS = 12;
  private static final int BATCH = 14;
  private static final int UNITS = 61;

  /** Limits that some of the steps exceed and some do not, and one without any. */
  private static final List<ClipSpec> CLIPS =
      List.of(new ClipByNorm(0.05), new ClipByGlobalNorm(0.2), new ClipByGlobalNorm(1e-42));

  private record Case(String name, NetworkSpec network, TrainingSpec training) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    RegularizerSpec elastic = new RegularizerSpec(1e-3, 1e-3, 0, true);
    RegularizerSpec maxNorm = new RegularizerSpec(0, 1e-3, 0.4, true);
    OptimizerSpec lazy = new Lazy(new AdaGrad(0.1));
    return Stream.concat(
        CLIPS.stream()
            .flatMap(
                clip ->
                    Stream.of(
                        new Case("elastic, " + clip, network(elastic), of(new Adam(0.01), clip)),
                        new Case("lazy, " + clip, network(elastic), of(lazy, clip)),
                        new Case(
                            "decay and rates, " + clip,
                            network(RegularizerSpec.none()),
                            of(new AdamW(0.01, 0.9, 0.999, 1e-7, 0.1), clip).toBuilder()
                                .layerRates(new LayerRates(Map.of("dense_1", 0.5)))
                                .build()),
                        new Case("max-norm, " + clip, network(maxNorm), of(new Adam(0.1), clip)))),
        Stream.of(
            new Case("max-norm", network(maxNorm), of(new Adam(0.1), new NoClip())),
            new Case(
                "watched",
                network(elastic),
                of(new Adam(0.01), new NoClip()).toBuilder().watch(Watching.STEP).build())));
  }

  /** With moving averages, which no optimizer learns. */
  private static NetworkSpec network(RegularizerSpec regularizer) {
    DenseSpec hidden =
        new DenseSpec(UNITS, new Identity(), new GlorotUniform(), false, regularizer);
    return NetworkSpec.of(
        ScatteredRows.INPUTS,
        List.of(hidden, new BatchNormalizationSpec(), new ActivationSpec(new Tanh())),
        3,
        Task.MULTICLASS,
        1e-3);
  }

  private static TrainingSpec of(OptimizerSpec optimizer, ClipSpec clip) {
    return ScatteredRows.training(3, BATCH, optimizer, clip);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCrewMakesTheDenseUpdate(Case each) {
    Shard rows = ScatteredRows.shard(ROWS, 1);
    float[][] expected = run(each, rows, 0);
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(Arrays.deepEquals(run(each, rows, threads), expected))
          .as("%d threads", threads)
          .isTrue();
    }
    assertThat(expected[STEPS - 1]).isNotEqualTo(expected[0]);
  }

  /** After every step parameters and state; the dense oracle's if there are no threads. */
  private static float[][] run(Case each, Shard rows, int threads) {
    float[] parameters = Parameters.initialise(each.network(), 3).values();
    GradientStep gradientStep = new GradientStep(each.network(), each.training());
    float[][] all = new float[STEPS][];
    try (LocalWorkers workers =
        ScatteredRows.workers(
            each.network(), each.training(), rows, Math.max(1, threads), RowMode.DENSE)) {
      Steps steps =
          threads == 0
              ? ScatteredRows.dense(workers, gradientStep, parameters)
              : workers.steps(gradientStep, parameters);
      if (threads > 0) {
        assertThat(steps).isInstanceOf(MergedSteps.class);
      }
      int perEpoch = each.training().stepsPerEpoch(ROWS);
      for (int step = 0; step < STEPS; step++) {
        steps.gradient(step / perEpoch, step % perEpoch);
        Gradient merged = steps.merged();
        assertThat(steps.length())
            .isEqualTo(length(merged), org.assertj.core.api.Assertions.within(1e-5));
        steps.update(step + 1);
        all[step] = ScatteredRows.everything(parameters, gradientStep);
      }
    }
    return all;
  }

  private static double length(Gradient gradient) {
    double squares = 0;
    for (float sum : gradient.sums()) {
      squares += (double) sum * sum;
    }
    return Math.sqrt(squares);
  }
}
