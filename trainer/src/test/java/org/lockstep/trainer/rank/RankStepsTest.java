package org.lockstep.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/** Several ranks' steps against the plain dense update, to the bit, state included. */
class RankStepsTest {
  private static final int ROWS = 77;
  private static final int EPOCHS = 3;

  /** All rows of the first kernel have owners. */
  private static final long OWNED = 0;

  private static final long EVERYWHERE = Long.MAX_VALUE;

  static Stream<OptimizerSpec> optimizers() {
    return ScatteredRows.optimizers().flatMap(plain -> Stream.of(plain, new Lazy(plain)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void rowsOfSeveralRanksAreUpdatedAsInTheDenseStep(OptimizerSpec optimizer) {
    int seed = 0;
    for (RegularizerSpec regularizer : ScatteredRows.regularizers().toList()) {
      for (ClipSpec clip : ScatteredRows.clips().toList()) {
        // Batches of 3: whole steps without weight, whole workers without rows, a short end.
        int workers = 3 + 2 * (++seed % 2);
        int ranks = 2 + seed / 2 % 2;
        NetworkSpec network = ScatteredRows.network(16 + workers, regularizer);
        TrainingSpec training = ScatteredRows.training(workers, 3, optimizer, clip);
        Shard rows = ScatteredRows.shard(ROWS, seed);
        Deals deal = Deals.values()[seed % 2];
        float[][] expected = oracle(network, training, rows);
        for (long ownedBytes : new long[] {EVERYWHERE, OWNED}) {
          requireEqual(
              run(ranks, 1, deal, network, training, rows, ownedBytes),
              expected,
              "%s, %s, V=%d, %d ranks, seed %d, %s"
                  .formatted(regularizer, clip, workers, ranks, seed, ownedBytes));
        }
      }
    }
  }

  /** A hidden kernel of 160 × 130 numbers, which the ranks share out, and moving averages. */
  private static NetworkSpec large() {
    return NetworkSpec.of(
        ScatteredRows.INPUTS,
        List.of(
            new DenseSpec(160, new Tanh()),
            new BatchNormalizationSpec(),
            new DenseSpec(130, new Tanh())),
        3,
        Task.MULTICLASS,
        1e-3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void largeSlicesAreUpdatedByTheirOwners(OptimizerSpec optimizer) {
    TrainingSpec training = ScatteredRows.training(4, 29, optimizer, new NoClip());
    Shard rows = ScatteredRows.shard(ROWS, 1);
    float[][] expected = oracle(large(), training, rows);
    requireEqual(run(2, 2, Deals.CONTIGUOUS, large(), training, rows), expected, "2 ranks");
    requireEqual(run(3, 1, Deals.SCATTERED, large(), training, rows), expected, "3 ranks");
    requireEqual(
        run(3, 1, Deals.SCATTERED, large(), training, rows, OWNED), expected, "with owned rows");
  }

  /** 150 × 1,760 numbers, which begin at a cache line, behind some that are left unused. */
  @Test
  void aLargeFirstKernelIsSharedOut() {
    NetworkSpec network = ScatteredRows.network(1_760, RegularizerSpec.l2(1e-2));
    assertThat(new ParameterLayout(network).begin()).isPositive();
    for (OptimizerSpec optimizer : List.of(new Adam(0.01), new Lazy(new Adam(0.01)))) {
      TrainingSpec training = ScatteredRows.training(4, 29, optimizer, new NoClip());
      Shard rows = ScatteredRows.shard(ROWS, 1);
      float[][] expected = oracle(network, training, rows);
      for (long ownedBytes : new long[] {EVERYWHERE, OWNED}) {
        requireEqual(
            run(3, 1, Deals.SCATTERED, network, training, rows, ownedBytes),
            expected,
            optimizer + ", " + ownedBytes);
      }
    }
  }

  @Test
  void whatOwnersRememberIsHandedOutAndGivenBack() {
    for (OptimizerSpec optimizer : List.of(new Adam(0.01), new Lazy(new Adam(0.01)))) {
      TrainingSpec training = ScatteredRows.training(4, 20, optimizer, new NoClip());
      Shard rows = ScatteredRows.shard(ROWS, 1);
      float[] expected = oracle(large(), training, rows)[EPOCHS - 1];
      for (int ranks : new int[] {2, 4}) {
        List<float[]> ends =
            MemoryExchange.run(ranks, exchange -> interrupted(training, rows, exchange));
        for (float[] end : ends) {
          assertThat(Arrays.mismatch(end, expected))
              .as("%s, %d ranks", optimizer, ranks)
              .isEqualTo(-1);
        }
      }
    }
  }

  /** Every epoch begins with steps made anew from what those before have left. */
  private static float[] interrupted(TrainingSpec training, Shard rows, Exchange exchange) {
    float[] parameters = Parameters.initialise(large(), 3).values();
    List<float[]> state = List.of();
    int perEpoch = training.stepsPerEpoch(ROWS);
    Map<Split, Shard> splits = Map.of(Split.TRAIN, rows);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      GradientStep gradientStep = new GradientStep(large(), training);
      gradientStep.restore(state);
      try (Workers workers =
          Deals.SCATTERED.workers(large(), training, splits, 1, exchange, OWNED)) {
        Steps steps = workers.steps(gradientStep, parameters);
        for (int step = 0; step < perEpoch; step++) {
          steps.gradient(epoch, step);
          steps.update((long) epoch * perEpoch + step + 1);
        }
        steps.bringUp();
        state = steps.optimizerState(true);
      }
    }
    return everything(parameters, state);
  }

  @Test
  void denseFeaturesAreSharedOut() {
    Shard sparse = ScatteredRows.shard(ROWS, 1);
    Shard rows = SeededRows.dense(sparse);
    for (NetworkSpec network : List.of(large(), ScatteredRows.network(9, RegularizerSpec.none()))) {
      TrainingSpec training = ScatteredRows.training(4, 29, new Adam(0.01), new NoClip());
      float[][] expected = oracle(network, training, rows);
      requireEqual(run(3, 2, Deals.SCATTERED, network, training, rows), expected, "dense");
    }
  }

  @Test
  void aCloserLookAtAStepChangesNothing() {
    for (OptimizerSpec optimizer : List.of(new Adam(0.01), new Lazy(new Adam(0.01)))) {
      TrainingSpec training = ScatteredRows.training(5, 20, optimizer, new NoClip());
      Shard rows = ScatteredRows.shard(ROWS, 1);
      float[][] expected = oracle(large(), training, rows);
      for (long ownedBytes : new long[] {EVERYWHERE, OWNED}) {
        List<float[][]> ranks =
            MemoryExchange.run(
                3,
                exchange ->
                    run(
                        large(),
                        training,
                        Deals.SCATTERED,
                        rows,
                        1,
                        exchange,
                        ownedBytes,
                        Look.CLOSER));
        requireEqual(ranks, expected, "looked at");
      }
    }
  }

  @Test
  void roundedGradientsAreTheSameForAllRanksAndHalfAsLong() {
    for (ClipSpec clip : List.of(new NoClip(), new ClipByGlobalNorm(1))) {
      TrainingSpec training = ScatteredRows.training(4, 20, new Adam(0.01), clip);
      Shard rows = ScatteredRows.shard(ROWS, 1);
      for (long ownedBytes : new long[] {0, Long.MAX_VALUE}) {
        long[] bytes = new long[2];
        List<List<float[][]>> left = new ArrayList<>();
        for (Compression compression : Compression.values()) {
          TrainingSpec compressed = training.with(compression);
          left.add(
              MemoryExchange.run(
                  3,
                  exchange -> {
                    float[][] epochs =
                        run(
                            large(),
                            compressed,
                            Deals.CONTIGUOUS,
                            rows,
                            1,
                            exchange,
                            ownedBytes,
                            Look.AWAY);
                    if (exchange.rank() == 0) {
                      bytes[compression.ordinal()] = exchange.bytesSent();
                    }
                    return epochs;
                  }));
        }
        float[] exact = left.get(0).get(0)[EPOCHS - 1];
        float[] rounded = left.get(1).get(0)[EPOCHS - 1];
        requireEqual(left.get(1), left.get(1).get(0), "rounded");
        assertThat(Arrays.equals(rounded, exact)).as("rounding shows").isFalse();
        int parameters = Parameters.initialise(large(), 3).values().length;
        double apart = 0;
        for (int i = 0; i < parameters; i++) {
          apart += Math.abs(rounded[i] - exact[i]) / parameters;
        }
        assertThat(apart).as("mean difference of a weight").isLessThan(0.01);
        assertThat(bytes[1]).isLessThan(bytes[0] * 9 / 10);
      }
    }
  }

  @Test
  void ranksAgreeOnTheStrongestWishInTheSameStep() {
    for (ClipSpec clip : List.of(new NoClip(), new ClipByGlobalNorm(1))) {
      NetworkSpec network = ScatteredRows.network(9, RegularizerSpec.none());
      TrainingSpec training = ScatteredRows.training(4, 8, new Adam(0.01), clip);
      Map<Split, Shard> splits = Map.of(Split.TRAIN, ScatteredRows.shard(ROWS, 1));
      List<List<Wish>> ranks =
          MemoryExchange.run(
              3,
              exchange -> {
                float[] parameters = Parameters.initialise(network, 3).values();
                List<Wish> agreed = new ArrayList<>();
                try (Workers workers =
                    Deals.CONTIGUOUS.workers(network, training, splits, 1, exchange)) {
                  Steps steps = workers.steps(new GradientStep(network, training), parameters);
                  for (int step = 0; step < 4; step++) {
                    steps.propose(
                        step == 1 && exchange.rank() == 2
                            ? Wish.SAVE
                            : step == 3 && exchange.rank() == 0 ? Wish.SAVE_AND_STOP : Wish.NONE);
                    steps.gradient(0, step);
                    agreed.add(steps.agreed());
                    steps.update(step + 1);
                  }
                }
                return agreed;
              });
      assertThat(ranks)
          .allMatch(List.of(Wish.NONE, Wish.SAVE, Wish.NONE, Wish.SAVE_AND_STOP)::equals);
    }
  }

  /** Whether a step's merged gradient is asked for between its halves. */
  private enum Look {
    AWAY,
    CLOSER
  }

  private static void requireEqual(List<float[][]> ranks, float[][] expected, String what) {
    for (float[][] rank : ranks) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        int at = Arrays.mismatch(rank[epoch], expected[epoch]);
        assertThat(at).as("%s, epoch %d: first difference", what, epoch).isEqualTo(-1);
      }
    }
  }

  private static float[][] oracle(NetworkSpec network, TrainingSpec training, Shard rows) {
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep gradientStep = new GradientStep(network, training);
    try (LocalWorkers workers = ScatteredRows.workers(network, training, rows, 1, RowMode.DENSE)) {
      Steps dense = ScatteredRows.dense(workers, gradientStep, parameters);
      return run(training, dense, parameters, Look.AWAY);
    }
  }

  private static List<float[][]> run(
      int ranks, int threads, Deals deal, NetworkSpec network, TrainingSpec training, Shard rows) {
    return run(ranks, threads, deal, network, training, rows, EVERYWHERE);
  }

  private static List<float[][]> run(
      int ranks,
      int threads,
      Deals deal,
      NetworkSpec network,
      TrainingSpec training,
      Shard rows,
      long ownedBytes) {
    return MemoryExchange.run(
        ranks,
        exchange -> run(network, training, deal, rows, threads, exchange, ownedBytes, Look.AWAY));
  }

  private static float[][] run(
      NetworkSpec network,
      TrainingSpec training,
      Deals deal,
      Shard rows,
      int threads,
      Exchange exchange,
      long ownedBytes,
      Look look) {
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep gradientStep = new GradientStep(network, training);
    try (Workers workers =
        deal.workers(network, training, Map.of(Split.TRAIN, rows), threads, exchange, ownedBytes)) {
      return run(training, workers.steps(gradientStep, parameters), parameters, look);
    }
  }

  /** After every epoch parameters and state. */
  private static float[][] run(TrainingSpec training, Steps steps, float[] parameters, Look look) {
    float[][] epochs = new float[EPOCHS][];
    int perEpoch = training.stepsPerEpoch(ROWS);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int step = 0; step < perEpoch; step++) {
        steps.gradient(epoch, step);
        if (look == Look.CLOSER && step % 3 == 1) {
          assertThat(steps.merged().weight()).isNotNaN();
        }
        steps.update((long) epoch * perEpoch + step + 1);
      }
      steps.bringUp();
      epochs[epoch] = everything(parameters, steps.optimizerState(true));
    }
    return epochs;
  }

  private static float[] everything(float[] parameters, List<float[]> state) {
    float[] all = Arrays.copyOf(parameters, parameters.length * (1 + state.size()));
    for (int i = 0; i < state.size(); i++) {
      System.arraycopy(state.get(i), 0, all, parameters.length * (i + 1), parameters.length);
    }
    return all;
  }
}
