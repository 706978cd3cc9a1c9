package org.lockstep.driver.search.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.sampler.Observation;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.space.Setting;

/** Trains every trial to its end, as many as are wanted or as the sampler has. */
public final class WholeTrials implements Strategy {
  private final Sampler sampler;
  private final int trials;
  private final int epochs;
  private final TaskQueue queue = new TaskQueue();
  private final List<Observation> observed = new ArrayList<>();
  private boolean exhausted;

  /**
   * @param trials at most, ≥ 1
   * @param epochs of each, ≥ 1
   */
  public WholeTrials(Sampler sampler, int trials, int epochs) {
    if (trials < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "trials and epochs must be >= 1. Received: %d and %d".formatted(trials, epochs));
    }
    this.sampler = sampler;
    this.trials = trials;
    this.epochs = epochs;
  }

  @Override
  public Optional<Task> next() {
    int trial = queue.given();
    if (exhausted || trial == trials) {
      return Optional.empty();
    }
    Optional<Setting> setting = sampler.propose(trial, observed, queue.pendingSettings());
    exhausted = setting.isEmpty();
    return setting.map(values -> queue.give(trial, values, 0, epochs));
  }

  @Override
  public void consume(Result result) {
    queue.take(result);
    observed.add(new Observation(result.task().setting(), result.task().toEpoch(), result.score()));
  }

  @Override
  public Ahead ahead() {
    int toStart = exhausted ? 0 : trials - queue.given();
    return Ahead.of(new Ahead.Stage(toStart + queue.pending().size(), epochs));
  }

  @Override
  public boolean finished() {
    return (exhausted || queue.given() == trials) && queue.isEmpty();
  }
}
