package org.lockstep.driver.barrier;

import java.util.Optional;
import java.util.function.Supplier;
import org.lockstep.driver.faults.FaultSite;
import org.lockstep.driver.faults.Faults;
import org.lockstep.driver.loop.Phase;
import org.lockstep.driver.loop.PhaseClock;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.Workers;

/** The workers of a rank, asked only as long as its tasks are meant to go on. */
final class WatchedWorkers implements Workers {
  private final Workers workers;
  private final Runnable requireGoingOn;
  private final Place place;
  private final PhaseClock clock;
  private final Faults faults;

  /**
   * @param requireGoingOn called before each piece of work; throws to end the program
   * @param place told of each step
   * @param clock of the thread that asks
   * @param faults that strike at steps
   */
  WatchedWorkers(
      Workers workers, Runnable requireGoingOn, Place place, PhaseClock clock, Faults faults) {
    this.workers = workers;
    this.requireGoingOn = requireGoingOn;
    this.place = place;
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public int count() {
    return workers.count();
  }

  @Override
  public long rows(Split split) {
    return workers.rows(split);
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    requireGoingOn.run();
    place.at(epoch, step);
    faults.pass(FaultSite.STEP);
    return computing(() -> workers.gradient(parameters, epoch, step));
  }

  @Override
  public Totals evaluate(float[] parameters, Split split, Optional<Thresholds> thresholds) {
    requireGoingOn.run();
    return computing(() -> workers.evaluate(parameters, split, thresholds));
  }

  @Override
  public Steps steps(GradientStep gradientStep, float[] parameters) {
    return new WatchedSteps(
        workers.steps(gradientStep, parameters), requireGoingOn, place, clock, faults);
  }

  @Override
  public RoundAverage round(float[][] start, Round round) {
    requireGoingOn.run();
    place.at(round.epoch(), round.fromStep());
    faults.pass(FaultSite.STEP);
    return computing(() -> workers.round(start, round));
  }

  @Override
  public <A> A ask(float[] parameters, Question<A> question) {
    requireGoingOn.run();
    return computing(() -> workers.ask(parameters, question));
  }

  @Override
  public boolean leads() {
    return workers.leads();
  }

  @Override
  public Wish agree(Wish own) {
    return workers.agree(own);
  }

  private <T> T computing(Supplier<T> work) {
    Phase before = clock.enter(Phase.COMPUTE);
    try {
      return work.get();
    } finally {
      clock.enter(before);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
