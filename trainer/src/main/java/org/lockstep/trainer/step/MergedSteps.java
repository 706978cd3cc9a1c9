package org.lockstep.trainer.step;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.WholeStep;

/** Steps over workers that hand their merged gradient out: the dense update of all parameters. */
public final class MergedSteps implements Steps {

  /** Whoever merges the workers' gradients. */
  @FunctionalInterface
  public interface Source {
    /** As {@code Workers.gradient}. */
    Gradient gradient(float[] parameters, int epoch, int step);

    /**
     * The length of the sums that were merged.
     *
     * @param measured what a look at all of them gives, for who does not know it from merging them
     */
    default double length(DoubleSupplier measured) {
      return measured.getAsDouble();
    }
  }

  private final Source source;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private final WholeStep wholeStep;
  private final DoubleSupplier measured = this::measured;
  private Gradient merged;
  private Wish wish = Wish.NONE;

  /**
   * @param parameters changed in place by the steps
   * @param crew makes the updates
   */
  public MergedSteps(Source source, GradientStep gradientStep, float[] parameters, Crew crew) {
    this.source = source;
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.wholeStep = new WholeStep(gradientStep, parameters, crew);
  }

  @Override
  public Totals gradient(int epoch, int step) {
    merged = source.gradient(parameters, epoch, step);
    return merged.totals();
  }

  @Override
  public double length() {
    return source.length(measured);
  }

  private double measured() {
    return wholeStep.length(merged);
  }

  @Override
  public Gradient merged() {
    return merged;
  }

  @Override
  public double update(long step) {
    return wholeStep.take(merged, step);
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
