package org.lockstep.trainer.update;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.lockstep.trainer.gradient.Gradient;
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
import org.lockstep.trainer.training.LayerRates;
import org.lockstep.trainer.training.TrainingSpec;

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
  private final L1Shrinkage shrinkage;
  private final MaxNorms maxNorms;
  private final Updates updates = Kernels.best().updates();

  /** Made when first needed: it has arrays as long as the parameters. */
  private Optimizer optimizer;

  /** The same if slices or rows take steps of their own; else it stays null. */
  private LazyStep slices;

  /** What the optimizer is to remember, until it is made. */
  private List<float[]> remembered = List.of();

  /** At the optimizer's rate with the factor of the schedule's step. */
  public GradientStep(NetworkSpec network, TrainingSpec training) {
    this(network, training, new ScheduledRate(training));
  }

  /** At rates of the caller's. */
  public GradientStep(NetworkSpec network, TrainingSpec training, LearningRate rate) {
    this.training = training;
    this.rate = rate;
    this.layout = new ParameterLayout(network);
    LayerRates layerRates = training.layerRates();
    layerRates.requireAmong(layout.slices().stream().map(ParameterLayout.Slice::name).toList());
    this.averages = new MovingAverages(network, slice -> !layerRates.isFrozen(slice.name()));
    this.penalty = new Penalty(network);
    this.decay = new WeightDecay(network, training.optimizer().weightDecay());
    this.shrinkage = new L1Shrinkage(network);
    this.maxNorms = new MaxNorms(network, slice -> !layerRates.isFrozen(slice.name()));
    if (isLazy() && layout.kernels().get(0).regularizer().maxNorm() > 0) {
      throw new IllegalArgumentException(
          "maxNorm of the first layer must be 0 with a lazy optimizer, which leaves rows alone."
              + " Received: "
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
    if (isLazy() && merged.touched() != null || !training.layerRates().isOff()) {
      slices().take(parameters, merged, step, learningRate);
      maxNorms.apply(parameters);
      return learningRate;
    }
    penalty.addGradient(parameters, gradient);
    training.clip().clip(gradient, layout);
    decay.shrink(parameters, learningRate);
    optimizer().update(parameters, gradient, step, learningRate);
    shrinkage.shrink(parameters, learningRate);
    maxNorms.apply(parameters);
    return learningRate;
  }

  private LazyStep slices() {
    if (slices == null) {
      slices = new LazyStep(training.clip(), layout, sliceSteps(optimizer()), newLog(1));
    }
    return slices;
  }

  /** Gives the optimizer back what it remembered, before the first step; nothing if empty. */
  public void restore(List<float[]> state) {
    remembered = state;
  }

  /** Whether the optimizer begins with something to remember. */
  public boolean isRestored() {
    return !remembered.isEmpty();
  }

  /** The learning rate of a step. */
  public double rateAt(long step) {
    return rate.at(step);
  }

  public boolean isLazy() {
    return training.optimizer().lazy();
  }

  /** As long as the parameters. */
  public Optimizer optimizer() {
    if (optimizer == null) {
      optimizer =
          newOptimizer(layout.size(), (from, to) -> System.arraycopy(from, 0, to, 0, from.length));
    }
    return optimizer;
  }

  /** How many arrays the optimizer remembers. */
  public int stateArrays() {
    return training.optimizer().create(0).state().size();
  }

  /** What each of these arrays begins with, for every parameter. */
  public float[] initialState() {
    List<float[]> state = training.optimizer().create(1).state();
    float[] initial = new float[state.size()];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = state.get(i)[0];
    }
    return initial;
  }

  /**
   * An optimizer of part of the parameters, in place of {@link #optimizer}.
   *
   * @param length of what it remembers
   * @param pick copies the part's numbers out of an array as long as the parameters
   */
  public Optimizer newOptimizer(int length, BiConsumer<float[], float[]> pick) {
    Optimizer part = training.optimizer().create(length);
    for (int i = 0; i < remembered.size(); i++) {
      pick.accept(remembered.get(i), part.state().get(i));
    }
    remembered = List.of();
    return part;
  }

  public TrainingSpec training() {
    return training;
  }

  MaxNorms maxNorms() {
    return maxNorms;
  }

  public Updates updates() {
    return updates;
  }

  /** Of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  public ParameterLayout.Slice firstKernel() {
    return layout.kernels().get(0);
  }

  /** The step's element-wise parts, a slice each. */
  public List<StretchStep> stretchSteps() {
    return stretchSteps(optimizer());
  }

  /** The same with an optimizer that remembers their elements somewhere else. */
  public List<StretchStep> stretchSteps(Optimizer optimizer) {
    List<StretchStep> steps = new ArrayList<>(sliceSteps(optimizer));
    averages.all().forEach(average -> steps.add(new AverageStep(average)));
    return steps;
  }

  /** Those of the slices that the optimizer changes. */
  private List<SliceStep> sliceSteps(Optimizer optimizer) {
    return layout.slices().stream()
        .filter(ParameterLayout.Slice::trainable)
        .map(slice -> new SliceStep(slice, training, optimizer, updates))
        .toList();
  }

  /** An empty log of this step's optimizer. */
  public StepLog newLog(int capacity) {
    return newLog(optimizer(), capacity);
  }

  /** The same of an optimizer of part of the parameters. */
  public StepLog newLog(Optimizer optimizer, int capacity) {
    return new StepLog(optimizer, capacity, training.layerRates());
  }

  /** The first kernel's rows, whose updates can wait. */
  public DeferredRows deferredRows(float[] parameters, StepLog log) {
    return deferredRows(firstKernel(), optimizer(), parameters, log);
  }

  /** The same of some of its rows, which lie in arrays of their own. */
  public DeferredRows deferredRows(
      ParameterLayout.Slice kernel, Optimizer optimizer, float[] parameters, StepLog log) {
    return new DeferredRows(kernel, training, optimizer, updates, parameters, log);
  }
}
