package org.lockstep.driver.search.course;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.search.sampler.Observation;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Winner;

/** All trials that have ended, and their order. A trial counts as its longest task left it. */
public final class Standings {
  private final Map<Integer, Trial> trials = new LinkedHashMap<>();
  private final List<Trial> tasks = new ArrayList<>();

  /** Adds a task in the order in which results are consumed. */
  void add(Trial trial) {
    tasks.add(trial);
    trials.put(trial.number(), trial);
  }

  /**
   * Those that were trained to the end of the longest, or ended early by themselves: the best
   * first, the earlier of equals before the later.
   */
  public List<Trial> ranked() {
    List<Result> scored =
        trials.values().stream().map(Trial::result).filter(result -> !result.failed()).toList();
    return Winner.ranked(scored).stream().map(result -> trials.get(result.task().trial())).toList();
  }

  /** The best, if a trial has a score. */
  public Optional<Trial> best() {
    return ranked().stream().findFirst();
  }

  /** Every trial as it stands, by its number. */
  public List<Trial> trials() {
    return trials.values().stream().sorted(Comparator.comparingInt(Trial::number)).toList();
  }

  /** Every task, in order: a trial that went on has several. */
  public List<Trial> tasks() {
    return List.copyOf(tasks);
  }

  /** What a model of the scores may learn from, as samplers do: by the epochs that a task had. */
  public List<Observation> observations() {
    return tasks.stream()
        .map(
            trial ->
                new Observation(
                    trial.result().task().setting(),
                    trial.result().task().toEpoch(),
                    trial.result().score()))
        .toList();
  }

  /** How many failed. */
  public long failed() {
    return trials.values().stream().filter(trial -> trial.result().failed()).count();
  }

  /** How many were left behind so far: others of their rung went on. */
  public long leftBehind() {
    int finalists = ranked().size();
    return trials.size() - failed() - finalists;
  }
}
