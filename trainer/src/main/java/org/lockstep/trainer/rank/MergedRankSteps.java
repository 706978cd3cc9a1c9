package org.lockstep.trainer.rank;

import java.util.List;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.step.MergedSteps;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.update.GradientStep;

/**
 * {@link MergedSteps} of several ranks, all of which make the whole update: they agree on wishes.
 */
final class MergedRankSteps implements Steps {
  private final RankSums sums;
  private final Steps steps;

  MergedRankSteps(
      WholeGradients gradients, GradientStep gradientStep, float[] parameters, Crew crew) {
    this.sums = gradients.sums();
    this.steps = new MergedSteps(gradients::of, gradientStep, parameters, crew);
  }

  @Override
  public void propose(Wish wish) {
    sums.propose(wish);
  }

  @Override
  public Wish agreed() {
    return sums.agreed();
  }

  @Override
  public Totals gradient(int epoch, int step) {
    return steps.gradient(epoch, step);
  }

  @Override
  public double length() {
    return steps.length();
  }

  @Override
  public Gradient merged() {
    return steps.merged();
  }

  @Override
  public double update(long step) {
    return steps.update(step);
  }

  @Override
  public void bringUp() {
    steps.bringUp();
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    return steps.optimizerState(wanted);
  }
}
