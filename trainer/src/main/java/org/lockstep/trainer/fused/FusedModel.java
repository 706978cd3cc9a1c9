package org.lockstep.trainer.fused;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.step.GradientMerge;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;
import org.lockstep.trainer.update.StretchStep;

/**
 * What one network of {@link FusedSteps} has to itself: all parameters but the first kernel, their
 * optimizer, the workers' sums, the rate.
 */
final class FusedModel {
  private final List<ShardWorker> workers;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private final Gradient[] gradients;
  private final GradientMerge merge;
  private final double[] bounds;
  private final StepLog log;
  private final ParameterLayout.Slice first;
  private final Optional<ParameterLayout.Slice> bias;
  private final Hand hand;
  private final List<StretchStep> slices;

  /** Of its first unit among those of all networks. */
  private final int place;

  private final float[] rate = new float[1];
  private double learningRate;

  /**
   * @param place how many units other networks' first layers have before this one's
   * @param capacity steps of the log
   */
  FusedModel(
      NetworkSpec network,
      List<ShardWorker> workers,
      GradientStep gradientStep,
      float[] parameters,
      int place,
      int capacity) {
    this.workers = workers;
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.place = place;
    this.gradients = new Gradient[workers.size()];
    Arrays.setAll(gradients, worker -> Gradient.ofSteps(network, true));
    this.merge = new GradientMerge(gradients, gradientStep.updates());
    this.bounds = new double[gradients.length];
    this.log = gradientStep.newLog(capacity);
    ParameterLayout layout = new ParameterLayout(network);
    this.first = gradientStep.firstKernel();
    this.bias =
        layout.slices().stream()
            .filter(slice -> slice.role() == ParameterLayout.Role.BIAS && slice.layer() == 0)
            .findFirst();
    this.hand = new Hand(first.columns(), gradients.length);
    this.slices =
        gradientStep.stretchSteps().stream()
            .filter(step -> step.slice().offset() != first.offset())
            .toList();
  }

  ShardWorker worker(int worker) {
    return workers.get(worker);
  }

  Totals totals() {
    return gradients[0].totals();
  }

  double learningRate() {
    return learningRate;
  }

  /** ‖Σ gᵥ‖ ≤ Σ ‖gᵥ‖. */
  double length() {
    double sum = 0;
    for (double bound : bounds) {
      sum += bound;
    }
    return sum;
  }

  /** Puts its first kernel among the others'. */
  void giveTo(FusedRows rows) {
    Adam adam = (Adam) gradientStep.training().optimizer();
    rows.take(place, first, parameters, adam);
  }

  /** Has its first kernel back. */
  void takeFrom(FusedRows rows) {
    rows.give(place, first, parameters);
  }

  /** The optimizer's state with that of the first kernel. */
  List<float[]> optimizerState(FusedRows rows) {
    rows.give(place, first, gradientStep.optimizer());
    return gradientStep.optimizer().state();
  }

  /** Writes the first layer's bias among the others'. */
  void writeBias(float[] biases) {
    if (bias.isPresent()) {
      System.arraycopy(parameters, bias.get().offset(), biases, place, first.columns());
    }
  }

  /**
   * The part of one worker; the deltas are put into the columns.
   *
   * @param reader the worker that has selected and changed the rows
   * @param products x·W + b of all networks' first layers
   */
  void compute(int worker, ShardWorker reader, Matrix products, ExampleColumns columns) {
    workers.get(worker).compute(parameters, reader, products, place, gradients[worker], columns);
  }

  /** The part of a worker without rows. */
  void computeNothing(int worker) {
    gradients[worker].totals().clear();
    bounds[worker] = 0;
  }

  /**
   * Bounds the length of what a worker has computed.
   *
   * @param squaredInputs ‖X‖² of its examples
   */
  void bound(int worker, double squaredInputs) {
    bounds[worker] = workers.get(worker).gradientBound(gradients[worker], squaredInputs);
  }

  void mergeTotals() {
    merge.mergeTotals();
  }

  /**
   * Makes a step of everything but the first kernel, whose rows will learn of it later.
   *
   * @param inverse 1 / weight; 0 for a step that changes nothing
   * @param rows has the step appended unless it changes nothing
   */
  void change(long step, float inverse, FusedRows rows) {
    learningRate = gradientStep.rateAt(step);
    if (inverse != 0) {
      log.append(step, learningRate);
      gradientStep.optimizer().rates(step, learningRate, rate, 0);
      rows.alpha(place, first.columns(), rate[0]);
    }
    for (StretchStep each : slices) {
      int from = each.slice().offset();
      int length = each.slice().size();
      merge.merge(from, length);
      if (inverse != 0) {
        int sumsFrom = from - gradients[0].start();
        int position = log.size() - 1;
        each.take(
            parameters, from, length, gradients[0].sums(), sumsFrom, inverse, log, position, hand);
      }
      merge.clear(from, length);
    }
  }

  /** All rows have been brought up. */
  void clearLog() {
    log.clear();
  }
}
