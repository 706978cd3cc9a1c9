package org.lockstep.driver.barrier;

import java.util.List;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.training.Gradient;
import org.lockstep.trainer.training.Steps;
import org.lockstep.trainer.training.Wish;

/** The steps of {@link WatchedWorkers}. */
final class WatchedSteps implements Steps {
  private final Steps steps;
  private final Runnable requireGoingOn;
  private final Place place;

  WatchedSteps(Steps steps, Runnable requireGoingOn, Place place) {
    this.steps = steps;
    this.requireGoingOn = requireGoingOn;
    this.place = place;
  }

  @Override
  public Totals gradient(int epoch, int step) {
    requireGoingOn.run();
    place.at(epoch, step);
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
  public void propose(Wish wish) {
    steps.propose(wish);
  }

  @Override
  public Wish agreed() {
    return steps.agreed();
  }

  @Override
  public List<float[]> optimizerState() {
    return steps.optimizerState();
  }
}
