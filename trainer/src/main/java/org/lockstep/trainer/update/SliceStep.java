package org.lockstep.trainer.update;

import java.util.Arrays;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * The element-wise parts of a {@link GradientStep} for stretches of one slice of the parameters, in
 * its order and with its bits: scaling and penalty, clipping by value, decoupled decay, optimizer,
 * the proximal step of L1. An element needs nothing of the others, so stretches may be updated in
 * any order, by any threads, and the steps in which an element had no gradient may be made later.
 */
final class SliceStep implements StretchStep {
  private final ParameterLayout.Slice slice;
  private final Optimizer optimizer;
  private final Updates updates;
  private final float twiceL2;
  private final float clip;
  private final double decay;
  private final double l1;

  /** Of the learning rate; 0 for a slice whose numbers stay as they are. */
  private final double factor;

  SliceStep(
      ParameterLayout.Slice slice, TrainingSpec training, Optimizer optimizer, Updates updates) {
    this.slice = slice;
    this.optimizer = optimizer;
    this.updates = updates;
    this.factor = training.layerRates().of(slice.name());
    this.twiceL2 = isFrozen() ? 0 : (float) (2 * slice.l2());
    this.clip = training.clip() instanceof ClipByValue value ? (float) value.limit() : 0;
    this.decay = slice.kernel() && !isFrozen() ? training.optimizer().weightDecay() : 0;
    this.l1 = isFrozen() ? 0 : slice.regularizer().l1();
  }

  /** Whether its numbers stay as they are. */
  boolean isFrozen() {
    return factor == 0;
  }

  @Override
  public ParameterLayout.Slice slice() {
    return slice;
  }

  /**
   * Whether elements without gradient change only through the optimizer's state: then an element
   * whose state is zero stays as it is.
   */
  boolean restsInZeroState() {
    return twiceL2 == 0 && decay == 0 && l1 == 0;
  }

  /** Whether elements without gradient never change. */
  boolean rests() {
    return isFrozen() || restsInZeroState() && optimizer.restsWithoutGradient();
  }

  @Override
  public void take(
      float[] w,
      int from,
      int length,
      float[] gradient,
      int gradientFrom,
      float inverse,
      StepLog log,
      int position,
      Hand hand) {
    if (isFrozen()) {
      return;
    }
    if (twiceL2 == 0 && clip == 0) {
      finish(w, from, length, gradient, gradientFrom, inverse, log, position, hand);
      return;
    }
    prepare(w, from, length, gradient, gradientFrom, inverse);
    if (clip != 0) {
      updates.clip(gradient, gradientFrom, gradientFrom + length, clip);
    }
    finish(w, from, length, gradient, gradientFrom, 1, log, position, hand);
  }

  /** What comes before the clipping, which sees no gradient of a frozen slice. */
  void prepare(float[] w, int from, int length, float[] gradient, int gradientFrom, float inverse) {
    if (isFrozen()) {
      Arrays.fill(gradient, gradientFrom, gradientFrom + length, 0f);
      return;
    }
    updates.scale(gradient, gradientFrom, gradientFrom + length, inverse);
    if (twiceL2 != 0) {
      updates.addPenalty(gradient, gradientFrom, w, from, length, twiceL2);
    }
  }

  /** What comes after the clipping; the gradient counts times {@code scale}. */
  void finish(
      float[] w,
      int from,
      int length,
      float[] gradient,
      int gradientFrom,
      float scale,
      StepLog log,
      int position,
      Hand hand) {
    if (isFrozen()) {
      return;
    }
    double learningRate = log.learningRate(position) * factor;
    if (decay != 0) {
      updates.shrink(w, from, from + length, (float) (learningRate * decay));
    }
    update(w, from, length, gradient, gradientFrom, scale, log, position, 1, hand);
    if (l1 != 0) {
      float threshold = (float) (learningRate * l1);
      updates.shrinkTowardsZero(w, from, from + length, threshold);
    }
  }

  /** Makes the step at that position with a gradient, then {@code steps − 1} without any. */
  void takeAndReplay(
      float[] w,
      int from,
      int length,
      float[] gradient,
      int gradientFrom,
      float inverse,
      StepLog log,
      int position,
      int steps,
      Hand hand) {
    if (isFrozen()) {
      return;
    }
    if (clip == 0 && restsInZeroState()) {
      int changing = optimizer.restsWithoutGradient() ? 1 : steps;
      update(w, from, length, gradient, gradientFrom, inverse, log, position, changing, hand);
      return;
    }
    take(w, from, length, gradient, gradientFrom, inverse, log, position, hand);
    if (steps > 1 && !rests()) {
      replay(w, from, length, log, position + 1, steps - 1, hand);
    }
  }

  /** Makes the steps from {@code position} on, in all of which the gradient was zero. */
  void replay(float[] w, int from, int length, StepLog log, int position, int steps, Hand hand) {
    if (isFrozen()) {
      return;
    }
    if (restsInZeroState()) {
      update(w, from, length, hand.zeros(), Hand.ZEROS_FROM, 1, log, position, steps, hand);
      return;
    }
    for (int step = position; step < position + steps; step++) {
      float[] missed = hand.missed();
      Arrays.fill(missed, 0, length, 0f);
      take(w, from, length, missed, 0, 1, log, step, hand);
    }
  }

  private void update(
      float[] w,
      int from,
      int length,
      float[] gradient,
      int gradientFrom,
      float scale,
      StepLog log,
      int position,
      int steps,
      Hand hand) {
    int each = log.ratesPerStep();
    optimizer.update(
        updates,
        hand.span(gradient)
            .elements(w, from, length)
            .gradient(gradient, gradientFrom, scale)
            .steps(steps, log.rates(factor), position * each, each));
  }
}
