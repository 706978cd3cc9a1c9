package org.lockstep.trainer.update;

import java.util.List;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * What a {@link GradientStep} does slice by slice between the scaling and the end, where slices
 * differ: penalty, clipping, decay, update and proximal step. With a lazy optimizer, of the first
 * kernel the touched rows alone pass; the sums of rows that are not touched are zero, so they add
 * nothing to a norm. With layers' own rates, each slice has its own.
 */
final class LazyStep {
  private final ClipSpec clip;
  private final ParameterLayout layout;
  private final List<SliceStep> slices;
  private final SliceStep first;
  private final StepLog log;
  private final Hand hand;

  LazyStep(ClipSpec clip, ParameterLayout layout, List<SliceStep> slices, StepLog log) {
    this.clip = clip;
    this.layout = layout;
    this.slices = slices;
    this.first = slices.stream().filter(slice -> slice.slice().kernel()).findFirst().orElseThrow();
    this.log = log;
    this.hand = new Hand(first.slice().columns(), 1);
  }

  /**
   * Changes the parameters in place and uses up the gradient.
   *
   * @param gradient the mean gradient, with its touched rows
   */
  void take(float[] parameters, Gradient gradient, long step, double learningRate) {
    float[] g = gradient.sums();
    log.clear();
    log.append(step, learningRate);
    forEach(gradient, (slice, at, length) -> slice.prepare(parameters, at, length, g, at, 1));
    clip.clip(g, layout);
    forEach(
        gradient,
        (slice, at, length) -> slice.finish(parameters, at, length, g, at, 1, log, 0, hand));
  }

  @FunctionalInterface
  private interface Stretch {
    void change(SliceStep slice, int from, int length);
  }

  private void forEach(Gradient gradient, Stretch change) {
    for (SliceStep slice : slices) {
      int from = slice.slice().offset();
      if (slice != first || gradient.touched() == null) {
        change.change(slice, from, slice.slice().size());
        continue;
      }
      int columns = slice.slice().columns();
      for (int row = 0; row < slice.slice().rows(); row++) {
        if (gradient.touched().contains(row)) {
          change.change(slice, from + row * columns, columns);
        }
      }
    }
  }
}
