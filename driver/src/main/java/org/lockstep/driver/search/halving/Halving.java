package org.lockstep.driver.search.halving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.strategy.Ahead;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;

/**
 * Successive halving, and Hyperband, which runs it several times: many short trials, in case the
 * first epochs tell the trials apart, and fewer longer ones, in case they do not. While a rung of
 * one bracket waits for its last results, the next bracket's trials fill the slots.
 */
public final class Halving implements Strategy {
  private final Trials trials;
  private final List<Bracket> brackets = new ArrayList<>();
  private final Map<Integer, Bracket> owners = new HashMap<>();

  private Halving(Sampler sampler, Rungs rungs) {
    this.trials = new Trials(sampler, rungs);
  }

  /**
   * @param wanted trials on the first rung, ≥ 1
   */
  public static Halving successive(Sampler sampler, int wanted, Rungs rungs) {
    if (wanted < 1) {
      throw new IllegalArgumentException("trials must be >= 1. Received: " + wanted);
    }
    Halving halving = new Halving(sampler, rungs);
    halving.add(wanted, 0, rungs);
    return halving;
  }

  /**
   * Hyperband (Li et al. 2018, Algorithm 1): for s = K, …, 0 a bracket of ⌈(K + 1)/(s + 1)·ηˢ⌉
   * trials that starts s rungs below the last.
   */
  public static Halving hyperband(Sampler sampler, Rungs rungs) {
    Halving halving = new Halving(sampler, rungs);
    for (int s = rungs.count() - 1; s >= 0; s--) {
      halving.add(trials(rungs, s), rungs.count() - 1 - s, rungs);
    }
    return halving;
  }

  /** How many trials {@link #hyperband} starts. */
  public static int hyperbandTrials(Rungs rungs) {
    int sum = 0;
    for (int s = 0; s < rungs.count(); s++) {
      sum += trials(rungs, s);
    }
    return sum;
  }

  private static int trials(Rungs rungs, int s) {
    int power = 1;
    for (int i = 0; i < s; i++) {
      power = Math.multiplyExact(power, rungs.eta());
    }
    return Math.toIntExact(((long) rungs.count() * power + s) / (s + 1));
  }

  private void add(int wanted, int first, Rungs rungs) {
    brackets.add(new Bracket(trials, wanted, first, rungs.count() - 1, rungs.eta()));
  }

  @Override
  public Optional<Task> next() {
    for (Bracket bracket : brackets) {
      Optional<Task> task = bracket.next();
      if (task.isPresent()) {
        owners.put(task.get().trial(), bracket);
        return task;
      }
    }
    return Optional.empty();
  }

  @Override
  public void consume(Result result) {
    Rung.Entry entry = trials.take(result);
    owners.get(entry.trial()).consume(entry);
  }

  @Override
  public Ahead ahead() {
    return new Ahead(brackets.stream().map(Bracket::ahead).toList());
  }

  @Override
  public boolean finished() {
    return brackets.stream().allMatch(Bracket::finished);
  }
}
