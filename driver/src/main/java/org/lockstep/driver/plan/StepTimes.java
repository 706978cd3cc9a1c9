package org.lockstep.driver.plan;

import java.util.Arrays;
import java.util.Map;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Times of real steps of the plain trainer: it trains on the sample, epoch after epoch, and each
 * step's gradient and update are timed together.
 *
 * @param seconds of each step after the warm-up
 * @param settleSeconds the median time of bringing all rows up at an epoch's end
 */
record StepTimes(double[] seconds, double settleSeconds) {
  private static final int FEWEST = 9;
  private static final int MOST = 20_000;
  private static final int PARTS = 10;

  /**
   * @param budgetSeconds how long to measure, after half as long without; a few steps in any case
   */
  static StepTimes of(
      NetworkSpec network, TrainingSpec training, Shard sample, int threads, double budgetSeconds) {
    float[] parameters = Parameters.initialise(network, training.seed()).values();
    try (LocalWorkers workers =
        LocalWorkers.dealing(
            network,
            training,
            Map.of(Split.TRAIN, sample),
            Kernels.best(),
            threads,
            RowMode.AUTOMATIC)) {
      Steps steps = workers.steps(new GradientStep(network, training), parameters);
      return new Walk(steps, training.stepsPerEpoch(sample.rows())).measure(budgetSeconds);
    }
  }

  double median() {
    return median(quiet());
  }

  /**
   * The tenth of the steps, one after the other, with the least median: what the machine does for
   * others comes in bursts, and is neither the step's cost nor the cluster's noise.
   */
  double[] quiet() {
    int length = Math.max(FEWEST, seconds.length / PARTS);
    double[] least = seconds;
    for (int from = 0; from + length <= seconds.length; from += length) {
      double[] part = Arrays.copyOfRange(seconds, from, from + length);
      if (median(part) < median(least)) {
        least = part;
      }
    }
    return least;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Goes through epochs step by step. */
  private static final class Walk {
    private final Steps steps;
    private final int perEpoch;
    private final double[] seconds = new double[MOST];
    private final double[] settled = new double[MOST];
    private int measured;
    private int epochs;
    private long step;

    Walk(Steps steps, int perEpoch) {
      this.steps = steps;
      this.perEpoch = perEpoch;
    }

    StepTimes measure(double budgetSeconds) {
      walk(budgetSeconds / 2);
      measured = 0;
      epochs = 0;
      walk(budgetSeconds);
      if (epochs == 0) {
        settle();
      }
      return new StepTimes(
          Arrays.copyOf(seconds, measured), median(Arrays.copyOf(settled, epochs)));
    }

    private void walk(double budgetSeconds) {
      long end = System.nanoTime() + (long) (budgetSeconds * 1e9);
      while (measured < FEWEST || measured < MOST && System.nanoTime() < end) {
        long start = System.nanoTime();
        steps.gradient((int) (step / perEpoch), (int) (step % perEpoch));
        steps.update(++step);
        seconds[measured++] = (System.nanoTime() - start) / 1e9;
        if (step % perEpoch == 0) {
          settle();
        }
      }
    }

    private void settle() {
      long start = System.nanoTime();
      steps.bringUp();
      settled[epochs++] = (System.nanoTime() - start) / 1e9;
    }
  }
}
