package org.lockstep.driver.search.halving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.strategy.Ahead;
import org.lockstep.driver.search.strategy.Task;

/**
 * One run of successive halving: so many trials on the first rung; when all of a rung are in, the
 * best ⌊size/η⌋ go on to the next.
 */
final class Bracket {
  private final Trials trials;
  private final int eta;
  private final int first;
  private final int last;
  private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
  private int toStart;
  private int open;
  private int rung;
  private Rung reached = new Rung();

  /**
   * @param wanted trials to start
   * @param first rung of the new trials
   * @param last rung of all
   */
  Bracket(Trials trials, int wanted, int first, int last, int eta) {
    this.trials = trials;
    this.toStart = wanted;
    this.first = first;
    this.rung = first;
    this.last = last;
    this.eta = eta;
  }

  Optional<Task> next() {
    Optional<Task> task = Optional.empty();
    if (toStart > 0) {
      task = trials.start(first);
      toStart = task.isPresent() ? toStart - 1 : 0;
      if (task.isEmpty()) {
        climb();
      }
    }
    if (task.isEmpty() && !waiting.isEmpty()) {
      task = Optional.of(trials.goOn(waiting.remove(), rung));
    }
    open += task.isPresent() ? 1 : 0;
    return task;
  }

  void consume(Rung.Entry entry) {
    reached.add(entry);
    open--;
    climb();
  }

  /** A rung after the other: each waits for the one below. */
  List<Ahead.Stage> ahead() {
    List<Ahead.Stage> stages = new ArrayList<>();
    long tasks = open + waiting.size() + (trials.exhausted() ? 0 : toStart);
    long size = reached.size() + tasks;
    for (int each = rung; each <= last; each++) {
      stages.add(new Ahead.Stage(tasks, trials.step(each, each == first)));
      size /= eta;
      tasks = size;
    }
    return stages;
  }

  boolean finished() {
    return toStart == 0 && open == 0 && waiting.isEmpty();
  }

  /**
   * Once a rung is complete, sends its best on; trials that ended by themselves are there at once.
   */
  private void climb() {
    while (finished() && rung < last && reached.size() > 0) {
      Rung complete = reached;
      reached = new Rung();
      rung++;
      for (Rung.Entry entry : complete.best(complete.size() / eta)) {
        if (entry.stopped()) {
          trials.repeat(entry, rung);
          reached.add(entry);
        } else {
          waiting.add(entry.trial());
        }
      }
    }
  }
}
