package org.lockstep.trainer.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.Workers;

/**
 * Steps that the workers make on their own, a round at a time ({@link AveragingSpec}). Between two
 * averages {@link #gradient} and {@link #update} do nothing, and parameters and state stay those of
 * the last average; in a round's last step the workers make all of its steps. Epochs whose period
 * is 1 are exact synchronous steps; a period never shrinks, so these come first.
 */
final class AveragedSteps implements Steps {
  private final TrainingSpec training;
  private final Workers workers;
  private final GradientStep gradientStep;
  private final float[][] arrays;
  private final int perEpoch;
  private final Totals none;
  private Steps exact;
  private RoundAverage average;
  private int epoch;
  private int step;
  private Wish wish = Wish.NONE;
  private Wish agreed = Wish.NONE;

  private AveragedSteps(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      GradientStep gradientStep,
      float[] parameters) {
    this.training = training;
    this.workers = workers;
    this.gradientStep = gradientStep;
    List<float[]> all = new ArrayList<>(List.of(parameters));
    all.addAll(gradientStep.optimizer().state());
    this.arrays = all.toArray(new float[0][]);
    this.perEpoch = training.stepsPerEpoch(workers.rows(Split.TRAIN));
    this.none = Totals.of(network.task(), network.outputs());
  }

  /** The steps that the training's averaging asks for. */
  static Steps of(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      GradientStep gradientStep,
      float[] parameters) {
    return training.averaging().isExact()
        ? workers.steps(gradientStep, parameters)
        : new AveragedSteps(network, training, workers, gradientStep, parameters);
  }

  private boolean isExact() {
    return training.averaging().periodOf(epoch) == 1;
  }

  @Override
  public Totals gradient(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
    if (isExact()) {
      if (exact == null) {
        exact = workers.steps(gradientStep, arrays[0]);
        exact.propose(wish);
      }
      return exact.gradient(epoch, step);
    }
    if (exact != null) {
      exact.optimizerState(true); // ranks that share it out hand it over to all
      exact = null;
    }
    if (!training.averaging().endsRound(epoch, step, perEpoch)) {
      agreed = Wish.NONE;
      return none;
    }
    agreed = workers.agree(wish);
    average = workers.round(arrays, round());
    average.requireFinite();
    return average.totals();
  }

  private Round round() {
    int from = step / training.averaging().periodOf(epoch) * training.averaging().periodOf(epoch);
    long first = (long) epoch * perEpoch + from + 1;
    double[] rates =
        LongStream.rangeClosed(first, first + step - from)
            .mapToDouble(gradientStep::rateAt)
            .toArray();
    return new Round(epoch, from, step + 1, first, rates);
  }

  /** 0 for a round: its workers have looked at their own steps. */
  @Override
  public double length() {
    return isExact() ? exact.length() : 0;
  }

  /** Of a round, the sums of its last step's rows under the parameters before the round. */
  @Override
  public Gradient merged() {
    return isExact() ? exact.merged() : workers.gradient(arrays[0], epoch, step);
  }

  @Override
  public double update(long step) {
    if (isExact()) {
      return exact.update(step);
    }
    if (average != null) {
      for (int i = 0; i < arrays.length; i++) {
        System.arraycopy(average.arrays()[i], 0, arrays[i], 0, arrays[i].length);
      }
      average = null;
    }
    return gradientStep.rateAt(step);
  }

  @Override
  public void bringUp() {
    if (isExact() && exact != null) {
      exact.bringUp();
    }
  }

  @Override
  public void propose(Wish wish) {
    this.wish = wish;
    if (exact != null) {
      exact.propose(wish);
    }
  }

  /** Between two averages there is no state but the workers' own: nothing. */
  @Override
  public Wish agreed() {
    return isExact() ? exact.agreed() : agreed;
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    return isExact() && exact != null
        ? exact.optimizerState(wanted)
        : gradientStep.optimizer().state();
  }
}
