package org.lockstep.trainer.fused;

import java.util.List;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.worker.LocalWorkers;

/** The steps of one network among those of {@link FusedSteps}. */
final class FusedMember implements Steps {
  private final FusedSteps together;
  private final FusedModel model;
  private final LocalWorkers alone;
  private final float[] parameters;
  private int epoch;
  private int step;
  private Wish wish = Wish.NONE;

  /**
   * @param alone its workers, for gradients that are looked at and not updated from
   */
  FusedMember(FusedSteps together, FusedModel model, LocalWorkers alone, float[] parameters) {
    this.together = together;
    this.model = model;
    this.alone = alone;
    this.parameters = parameters;
  }

  @Override
  public Totals gradient(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
    together.compute(epoch, step);
    return model.totals();
  }

  @Override
  public double length() {
    return model.length();
  }

  @Override
  public Gradient merged() {
    bringUp();
    return alone.gradient(parameters, epoch, step);
  }

  @Override
  public double update(long step) {
    together.change(step);
    return model.learningRate();
  }

  @Override
  public void bringUp() {
    together.bringUp();
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
    return model.optimizerState(together.rows());
  }

  /** The other networks go on without this one. */
  void leave() {
    together.leave(model);
  }
}
