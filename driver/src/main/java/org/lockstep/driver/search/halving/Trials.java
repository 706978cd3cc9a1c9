package org.lockstep.driver.search.halving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.sampler.Observation;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.TaskQueue;

/** The trials of a search by halving: their settings, what is under way and what was observed. */
final class Trials {
  private final Sampler sampler;
  private final int[] epochs;
  private final TaskQueue queue = new TaskQueue();
  private final List<Setting> settings = new ArrayList<>();
  private final List<Observation> observed = new ArrayList<>();
  private boolean exhausted;

  Trials(Sampler sampler, Rungs rungs) {
    this.sampler = sampler;
    this.epochs = rungs.epochs();
  }

  /** Starts the next trial on a rung; empty if the sampler has no more settings. */
  Optional<Task> start(int rung) {
    Optional<Setting> setting =
        exhausted
            ? Optional.empty()
            : sampler.propose(settings.size(), observed, queue.pendingSettings());
    exhausted = setting.isEmpty();
    setting.ifPresent(settings::add);
    return setting.map(values -> queue.give(settings.size() - 1, values, 0, epochs[rung]));
  }

  /** Goes on with a trial from the rung below. */
  Task goOn(int trial, int rung) {
    return queue.give(trial, settings.get(trial), epochs[rung - 1], epochs[rung]);
  }

  /** Takes a result. */
  Rung.Entry take(Result result) {
    queue.take(result);
    Task task = result.task();
    observed.add(new Observation(task.setting(), task.toEpoch(), result.score()));
    boolean stopped = !result.failed() && result.epochs() < task.toEpoch();
    return new Rung.Entry(task.trial(), result.score(), stopped);
  }

  /** Says that a trial that ended early by itself would score the same with a rung's epochs. */
  void repeat(Rung.Entry entry, int rung) {
    observed.add(new Observation(settings.get(entry.trial()), epochs[rung], entry.score()));
  }

  int rung(Task task) {
    int rung = 0;
    while (epochs[rung] != task.toEpoch()) {
      rung++;
    }
    return rung;
  }

  /**
   * Epochs of a task on a rung.
   *
   * @param first whether trials start there
   */
  int step(int rung, boolean first) {
    return epochs[rung] - (first ? 0 : epochs[rung - 1]);
  }

  /** Tasks of a rung that are under way. */
  long open(int rung) {
    return queue.pending().stream().filter(task -> rung(task) == rung).count();
  }

  int started() {
    return settings.size();
  }

  boolean exhausted() {
    return exhausted;
  }

  boolean idle() {
    return queue.isEmpty();
  }
}
