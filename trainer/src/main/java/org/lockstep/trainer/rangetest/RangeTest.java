package org.lockstep.trainer.rangetest;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.rangetest.RangeTestResult.Point;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.Workers;

/**
 * The learning-rate range test: a training, from the seed's initial parameters or given ones, whose
 * rate grows from step to step, until the loss explodes (Smith 2017, "Cyclical Learning Rates for
 * Training Neural Networks", section 3.3; with an exponential growth as in fastai's {@code
 * lr_find}). Everything but the rate is the job's: network, optimizer, mini-batches, dropout,
 * penalties, clipping.
 *
 * <pre>
 *   mᵢ = β·mᵢ₋₁ + (1 − β)·lossᵢ,  m₀ = 0,  β = 0.98;   smoothedᵢ = mᵢ / (1 − βⁱ)
 *   ends early when smoothedᵢ &gt; best + 3·|best|, which is 4·best for losses that are positive
 * </pre>
 */
public final class RangeTest {
  private static final double BETA = 0.98;
  private static final double RISE = 3;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Workers workers;
  private final RangeTestSpec range;

  /**
   * @throws IllegalArgumentException if there are no training rows
   */
  public RangeTest(
      NetworkSpec network, TrainingSpec training, Workers workers, RangeTestSpec range) {
    network.requireTrainable();
    network.requireRows(workers.rows(Split.TRAIN), training.batchSize(), training.workers());
    if (workers.rows(Split.TRAIN) == 0) {
      throw new IllegalArgumentException("the train split must have >= 1 row. Received: 0");
    }
    this.network = network;
    this.training = training;
    this.workers = workers;
    this.range = range;
  }

  /** From the seed's parameters. */
  public RangeTestResult run() {
    return run(Parameters.initialise(network, training.seed()).values());
  }

  /**
   * Takes the steps, over as many epochs as they need.
   *
   * @param parameters to start from, in layout order; changed, and of no use afterwards
   */
  public RangeTestResult run(float[] parameters) {
    GradientStep gradientStep = new GradientStep(network, training, range::rateAt);
    int perEpoch = training.stepsPerEpoch(workers.rows(Split.TRAIN));
    List<Point> points = new ArrayList<>();
    double average = 0;
    double weight = 1;
    double best = Double.POSITIVE_INFINITY;
    for (int step = 0; step < range.steps(); step++) {
      Gradient merged = workers.gradient(parameters, step / perEpoch, step % perEpoch);
      if (merged.weight() == 0) {
        continue; // rows that say nothing: no loss and no step
      }
      double rate = range.rateAt(step + 1);
      double loss = merged.totals().lossSum() / merged.weight();
      if (!Double.isFinite(loss)) {
        return new RangeTestResult(points, "the loss is not finite any more");
      }
      average = BETA * average + (1 - BETA) * loss;
      weight *= BETA;
      double smoothed = average / (1 - weight);
      points.add(new Point(step + 1, rate, loss, smoothed));
      if (smoothed > best + RISE * Math.abs(best)) {
        return new RangeTestResult(points, "the smoothed loss rose above 4 times its least");
      }
      best = Math.min(best, smoothed);
      gradientStep.take(parameters, merged, step + 1);
    }
    return new RangeTestResult(points, "all %d steps were taken".formatted(range.steps()));
  }
}
