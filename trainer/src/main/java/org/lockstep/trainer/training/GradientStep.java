package org.lockstep.trainer.training;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.network.L1Shrinkage;
import org.lockstep.trainer.network.MaxNorms;
import org.lockstep.trainer.network.MovingAverages;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Penalty;
import org.lockstep.trainer.network.WeightDecay;
import org.lockstep.trainer.optimizer.Optimizer;

/**
 * One optimizer step from the workers' merged sums: g = sums·(1/weight), of which the moving
 * averages take their part, + 2·l2·w, clipped; then, with the rate of the step, the decoupled
 * weight decay, if the optimizer has one, the optimizer, and the L1 penalties' proximal step; last,
 * the max-norms. Keeps the optimizer's state. Whatever loop calls it, the bits are the same.
 */
public final class GradientStep {
  private final TrainingSpec training;
  private final LearningRate rate;
  private final ParameterLayout layout;
  private final MovingAverages averages;
  private final Penalty penalty;
  private final WeightDecay decay;
  private final Optimizer optimizer;
  private final L1Shrinkage shrinkage;
  private final MaxNorms maxNorms;
  private final Updates updates = Kernels.best().updates();

  /** Null if the optimizer is not lazy. */
  private final LazyStep lazy;

  /** At the optimizer's rate with the factor of the schedule's step. */
  public GradientStep(NetworkSpec network, TrainingSpec training) {
    this(network, training, new ScheduledRate(training));
  }

  /** At rates of the caller's. */
  GradientStep(NetworkSpec network, TrainingSpec training, LearningRate rate) {
    this.training = training;
    this.rate = rate;
    this.layout = new ParameterLayout(network);
    this.averages = new MovingAverages(network);
    this.penalty = new Penalty(network);
    this.decay = new WeightDecay(network, training.optimizer().weightDecay());
    this.optimizer = training.optimizer().create(layout.size());
    this.shrinkage = new L1Shrinkage(network);
    this.maxNorms = new MaxNorms(network);
    this.lazy =
        isLazy()
            ? new LazyStep(training.clip(), layout, sliceSteps(), new StepLog(optimizer, 1))
            : null;
    if (isLazy() && layout.kernels().get(0).regularizer().maxNorm() > 0) {
      throw new IllegalArgumentException(
          "maxNorm of the first layer must be 0 with a lazy optimizer, which leaves rows alone. Received: "
              + layout.kernels().get(0).regularizer().maxNorm());
    }
  }

  /**
   * Changes the parameters in place and uses up the gradient. Rows whose weights sum to zero say
   * nothing: then the parameters and the optimizer's state stay as they are, penalties included.
   *
   * @param step 1 for the first step of the run
   * @return the learning rate of the step
   */
  public double take(float[] parameters, Gradient merged, long step) {
    double learningRate = rateAt(step);
    if (merged.weight() == 0) {
      return learningRate;
    }
    float[] gradient = merged.sums();
    float inverse = (float) (1 / merged.weight());
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= inverse;
    }
    averages.update(parameters, gradient);
    if (lazy != null && merged.touched() != null) {
      lazy.take(parameters, merged, step, learningRate);
      maxNorms.apply(parameters);
      return learningRate;
    }
    penalty.addGradient(parameters, gradient);
    training.clip().clip(gradient, layout);
    decay.shrink(parameters, learningRate);
    optimizer.update(parameters, gradient, step, learningRate);
    shrinkage.shrink(parameters, learningRate);
    maxNorms.apply(parameters);
    return learningRate;
  }

  /** Gives the optimizer back what it remembered, before the first step; nothing if empty. */
  void restore(List<float[]> state) {
    for (int i = 0; i < state.size(); i++) {
      float[] remembered = optimizer.state().get(i);
      System.arraycopy(state.get(i), 0, remembered, 0, remembered.length);
    }
  }

  /** The learning rate of a step. */
  double rateAt(long step) {
    return rate.at(step);
  }

  boolean isLazy() {
    return training.optimizer().lazy();
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Updates updates() {
    return updates;
  }

  ParameterLayout.Slice firstKernel() {
    return layout.kernels().get(0);
  }

  /** The step's element-wise parts, a slice each. */
  List<StretchStep> stretchSteps() {
    List<StretchStep> steps = new ArrayList<>(sliceSteps());
    averages.all().forEach(average -> steps.add(new AverageStep(average)));
    return steps;
  }

  /** Those of the slices that the optimizer changes. */
  private List<SliceStep> sliceSteps() {
    return layout.slices().stream()
        .filter(ParameterLayout.Slice::trainable)
        .map(slice -> new SliceStep(slice, training, optimizer, updates))
        .toList();
  }

  /** An empty log of this step's optimizer. */
  StepLog newLog(int capacity) {
    return new StepLog(optimizer, capacity);
  }

  /** The first kernel's rows, whose updates can wait. */
  DeferredRows deferredRows(float[] parameters, StepLog log) {
    return new DeferredRows(firstKernel(), training, optimizer, updates, parameters, log);
  }
}
