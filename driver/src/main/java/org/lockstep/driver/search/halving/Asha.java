package org.lockstep.driver.search.halving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.strategy.Ahead;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;

/**
 * Asynchronous successive halving (Li et al. 2020, Algorithm 2): a slot that is free goes on with
 * the best trial that is among the first 1/η of its rung and has not gone on, from the highest such
 * rung, and else starts a new trial. No slot waits for a rung to be complete. In the paper the
 * order of ends decides; here results are consumed in the order of their tasks, so that the seed
 * and the width do.
 */
public final class Asha implements Strategy {
  private final int wanted;
  private final int eta;
  private final Trials trials;
  private final Rung[] rungs;

  /**
   * @param wanted trials to start, at most; ≥ 1
   */
  public Asha(Sampler sampler, int wanted, Rungs rungs) {
    if (wanted < 1) {
      throw new IllegalArgumentException("trials must be >= 1. Received: " + wanted);
    }
    this.wanted = wanted;
    this.eta = rungs.eta();
    this.trials = new Trials(sampler, rungs);
    this.rungs = Stream.generate(Rung::new).limit(rungs.count()).toArray(Rung[]::new);
  }

  @Override
  public Optional<Task> next() {
    for (int rung = rungs.length - 2; rung >= 0; rung--) {
      Optional<Rung.Entry> entry = rungs[rung].promotable(eta);
      if (entry.isPresent()) {
        rungs[rung].promote(entry.get());
        if (!entry.get().stopped()) {
          return Optional.of(trials.goOn(entry.get().trial(), rung + 1));
        }
        trials.repeat(entry.get(), rung + 1);
        rungs[rung + 1].add(entry.get());
        // What it joined may have one more to go on, and this rung too.
        rung = rungs.length - 1;
      }
    }
    return trials.started() == wanted ? Optional.empty() : trials.start(0);
  }

  @Override
  public void consume(Result result) {
    rungs[trials.rung(result.task())].add(trials.take(result));
  }

  /** An estimate: how many go on follows from the scores. No rung waits for another. */
  @Override
  public Ahead ahead() {
    List<List<Ahead.Stage>> stages = new ArrayList<>();
    long coming = trials.exhausted() ? 0 : wanted - trials.started();
    for (int rung = 0; rung < rungs.length; rung++) {
      long tasks = coming + trials.open(rung);
      stages.add(List.of(new Ahead.Stage(tasks, trials.step(rung, rung == 0))));
      coming = rungs[rung].willGoOn(tasks, eta);
    }
    return new Ahead(stages);
  }

  @Override
  public boolean finished() {
    boolean complete = trials.started() == wanted || trials.exhausted();
    return complete && trials.idle() && !promotable();
  }

  private boolean promotable() {
    return Stream.of(rungs).limit(rungs.length - 1L).anyMatch(r -> r.promotable(eta).isPresent());
  }
}
