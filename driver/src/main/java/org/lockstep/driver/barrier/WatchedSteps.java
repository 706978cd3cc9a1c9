package org.lockstep.driver.barrier;

import java.util.List;
import org.lockstep.driver.faults.FaultSite;
import org.lockstep.driver.faults.Faults;
import org.lockstep.driver.loop.Phase;
import org.lockstep.driver.loop.PhaseClock;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;

/** The steps of {@link WatchedWorkers}. */
final class WatchedSteps implements Steps {
  private final Steps steps;
  private final Runnable requireGoingOn;
  private final Place place;
  private final PhaseClock clock;
  private final Faults faults;

  WatchedSteps(Steps steps, Runnable requireGoingOn, Place place, PhaseClock clock, Faults faults) {
    this.steps = steps;
    this.requireGoingOn = requireGoingOn;
    this.place = place;
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public Totals gradient(int epoch, int step) {
    requireGoingOn.run();
    place.at(epoch, step);
    faults.pass(FaultSite.STEP);
    Phase before = clock.enter(Phase.COMPUTE);
    try {
      return steps.gradient(epoch, step);
    } finally {
      clock.enter(before);
    }
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
    Phase before = clock.enter(Phase.COMPUTE);
    try {
      return steps.update(step);
    } finally {
      clock.enter(before);
    }
  }

  @Override
  public void bringUp() {
    Phase before = clock.enter(Phase.COMPUTE);
    try {
      steps.bringUp();
    } finally {
      clock.enter(before);
    }
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
  public List<float[]> optimizerState(boolean wanted) {
    return steps.optimizerState(wanted);
  }
}
