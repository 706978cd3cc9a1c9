package org.lockstep.trainer.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.TouchedRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarUpdates;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Two ranks with parameters and state of their own, each with gradients of random rows. Only
 * touched rows travel; each rank replays its deferred rows alike. Against the dense update.
 */
class DeferredRowsTest {
  private static final int UNITS = 7;
  private static final int STEPS = 60;

  static List<OptimizerSpec> optimizers() {
    return ScatteredRows.optimizers().toList();
  }

  /** One rank's replica. */
  private static final class Rank {
    final float[] parameters;
    final Optimizer optimizer;
    final StepLog log;
    final DeferredRows rows;
    final SliceStep[] rest;
    final ParameterLayout layout;
    final Hand hand = new Hand(UNITS, 1);

    Rank(NetworkSpec network, TrainingSpec training, int capacity) {
      layout = new ParameterLayout(network);
      parameters = Parameters.initialise(network, 1).values();
      optimizer = training.optimizer().create(layout.size());
      log = new StepLog(optimizer, capacity);
      ScalarUpdates updates = new ScalarUpdates();
      ParameterLayout.Slice first = layout.kernels().get(0);
      rows = new DeferredRows(first, training, optimizer, updates, parameters, log);
      rest =
          layout.slices().stream()
              .skip(1)
              .map(slice -> new SliceStep(slice, training, optimizer, updates))
              .toArray(SliceStep[]::new);
    }

    void bringUp(TouchedRows named) {
      for (int row = 0; row < rows.rows(); row++) {
        if (named.contains(row)) {
          rows.bringUp(row, hand);
        }
      }
    }

    /** What a rank does with the gradient that all have exchanged. */
    void take(Gradient merged, long step, double rate) {
      if (merged.weight() == 0) {
        return;
      }
      if (log.isFull()) {
        settle();
      }
      log.append(step, rate);
      float inverse = (float) (1 / merged.weight());
      for (int row = 0; row < rows.rows(); row++) {
        if (merged.touched().contains(row)) {
          rows.update(row, merged.sums(), inverse, hand);
        }
      }
      for (SliceStep slice : rest) {
        int from = slice.slice().offset();
        int size = slice.slice().size();
        slice.take(parameters, from, size, merged.sums(), from, inverse, log, log.size() - 1, hand);
      }
    }

    void settle() {
      rows.settle(0, rows.rows(), hand);
      log.clear();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void twoRanksThatExchangeTouchedRowsHaveTheBitsOfTheDenseUpdate(OptimizerSpec optimizer) {
    for (RegularizerSpec regularizer : ScatteredRows.regularizers().toList()) {
      NetworkSpec network = ScatteredRows.network(UNITS, regularizer);
      TrainingSpec training = ScatteredRows.training(2, 4, optimizer, new NoClip());
      GradientStep oracle = new GradientStep(network, training);
      float[] dense = Parameters.initialise(network, 1).values();
      Rank[] ranks = {new Rank(network, training, 25), new Rank(network, training, 40)};
      Random random = new Random(5);
      for (long step = 1; step <= STEPS; step++) {
        Gradient[] own = {gradient(network, random), gradient(network, random)};
        for (int rank = 0; rank < 2; rank++) {
          // The weights that the forward pass of this rank would read.
          ranks[rank].bringUp(own[rank].touched());
          for (int row = 0; row < ScatteredRows.INPUTS; row++) {
            if (own[rank].touched().contains(row)) {
              int from = row * UNITS;
              assertThat(Arrays.copyOfRange(ranks[rank].parameters, from, from + UNITS))
                  .as("step %d, row %d", step, row)
                  .isEqualTo(Arrays.copyOfRange(dense, from, from + UNITS));
            }
          }
        }
        Gradient[] merged = {merged(network, own), merged(network, own)};
        for (int rank = 0; rank < 2; rank++) {
          // The other rank's rows are needed now, too.
          ranks[rank].bringUp(merged[rank].touched());
          ranks[rank].take(merged[rank], step, oracle.rateAt(step));
        }
        oracle.take(dense, merged(network, own), step);
      }
      for (Rank rank : ranks) {
        rank.settle();
        assertThat(rank.parameters).isEqualTo(dense);
        for (int i = 0; i < rank.optimizer.state().size(); i++) {
          assertThat(rank.optimizer.state().get(i)).isEqualTo(oracle.optimizer().state().get(i));
        }
      }
    }
  }

  private static Gradient merged(NetworkSpec network, Gradient[] own) {
    Gradient merged = zero(network);
    merged.add(own[0]);
    merged.add(own[1]);
    return merged;
  }

  private static Gradient zero(NetworkSpec network) {
    return new Gradient(
        new ParameterLayout(network).size(),
        Totals.of(Task.MULTICLASS, 3),
        new TouchedRows(ScatteredRows.INPUTS));
  }

  /** A few rows, often the same few; sometimes none and without weight. */
  private static Gradient gradient(NetworkSpec network, Random random) {
    Gradient gradient = zero(network);
    float weight = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(2);
    gradient.totals().add(Matrix.zeros(1, 3), new float[1], new float[] {weight}, weight);
    if (weight == 0) {
      return gradient;
    }
    for (int i = 0; i < 4; i++) {
      int row = random.nextInt(2) == 0 ? random.nextInt(5) : random.nextInt(ScatteredRows.INPUTS);
      gradient.touched().add(row);
      for (int j = 0; j < UNITS; j++) {
        gradient.sums()[row * UNITS + j] =
            random.nextInt(6) == 0 ? -0f : (float) random.nextGaussian();
      }
    }
    for (int i = ScatteredRows.INPUTS * UNITS; i < gradient.sums().length; i++) {
      gradient.sums()[i] = (float) random.nextGaussian();
    }
    return gradient;
  }
}
