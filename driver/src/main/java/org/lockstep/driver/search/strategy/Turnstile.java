package org.lockstep.driver.search.strategy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets results of any order into a strategy in the order of their tasks, and new tasks out in
 * between, so that the strategy's calls are always the same: tasks until {@code width} are under
 * way, one result, tasks again. Not thread-safe.
 */
public final class Turnstile {
  private final Strategy strategy;
  private final int width;
  private final Map<Integer, Result> early = new HashMap<>();
  private int given;
  private int consumed;

  /**
   * @param width tasks given out and not consumed, at most; ≥ 1
   */
  public Turnstile(Strategy strategy, int width) {
    if (width < 1) {
      throw new IllegalArgumentException("width must be >= 1. Received: " + width);
    }
    this.strategy = strategy;
    this.width = width;
  }

  /** The first tasks; to be called once. */
  public List<Task> start() {
    List<Task> tasks = new ArrayList<>();
    fill(tasks);
    return tasks;
  }

  /** Takes the result of any task under way and gives the tasks that may start now. */
  public List<Task> finish(Result result) {
    int number = result.task().number();
    if (number < consumed || number >= given || early.put(number, result) != null) {
      throw new IllegalStateException("task %d is not under way".formatted(number));
    }
    List<Task> tasks = new ArrayList<>();
    while (early.containsKey(consumed)) {
      strategy.consume(early.remove(consumed));
      consumed++;
      fill(tasks);
    }
    return tasks;
  }

  /** Whether the strategy has finished. */
  public boolean finished() {
    return strategy.finished();
  }

  private void fill(List<Task> tasks) {
    while (given - consumed < width) {
      Optional<Task> task = strategy.next();
      if (task.isEmpty()) {
        return;
      }
      tasks.add(task.get());
      given++;
    }
  }
}
