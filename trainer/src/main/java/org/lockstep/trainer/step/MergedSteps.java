package org.lockstep.trainer.step;

import java.util.List;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.question.Asked;
import org.lockstep.trainer.update.GradientStep;

/** Steps over workers that hand their merged gradient out: the dense update of all parameters. */
public final class MergedSteps implements Steps {
  private final Asked workers;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private Gradient merged;
  private Wish wish = Wish.NONE;

  public MergedSteps(Asked workers, GradientStep gradientStep, float[] parameters) {
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
    this.wish = wish;
  }

  @Override
  public Wish agreed() {
    return wish;
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    return gradientStep.optimizer().state();
  }
}
