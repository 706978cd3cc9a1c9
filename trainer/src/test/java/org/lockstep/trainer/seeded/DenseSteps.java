package org.lockstep.trainer.seeded;

import java.util.List;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.Workers;

/** The oracle of all steps: the workers' merged gradient, and {@link GradientStep#take} for it. */
final class DenseSteps implements Steps {
  private final Workers workers;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private Gradient merged;

  DenseSteps(Workers workers, GradientStep gradientStep, float[] parameters) {
    this.workers = workers;
    this.gradientStep = gradientStep;
    this.parameters = parameters;
  }

  @Override
  public Totals gradient(int epoch, int step) {
    merged = workers.gradient(parameters, epoch, step);
    return merged.totals();
  }

  @Override
  public double length() {
    return Math.sqrt(Kernels.best().sumOfSquares(merged.sums(), 0, merged.sums().length));
  }

  @Override
  public Gradient merged() {
    return merged;
  }

  @Override
  public double update(long step) {
    return gradientStep.take(parameters, merged, step);
  }

  @Override
  public void bringUp() {
    // no update waits
  }

  @Override
  public void propose(Wish wish) {
    // nobody asks
  }

  @Override
  public Wish agreed() {
    return Wish.NONE;
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    return gradientStep.optimizer().state();
  }
}
