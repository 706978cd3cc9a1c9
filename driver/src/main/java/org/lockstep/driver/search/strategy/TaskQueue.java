package org.lockstep.driver.search.strategy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.search.space.Setting;

/** Tasks given out and not yet consumed, in order: numbers them and checks whose turn it is. */
public final class TaskQueue {
  private final ArrayDeque<Task> pending = new ArrayDeque<>();
  private int given;

  /** Numbers a task and remembers it. */
  public Task give(int trial, Setting setting, int fromEpoch, int toEpoch) {
    Task task = new Task(given++, trial, setting, fromEpoch, toEpoch);
    pending.add(task);
    return task;
  }

  /**
   * Forgets the first task.
   *
   * @throws IllegalStateException if the result is of another one
   */
  public void take(Result result) {
    if (!result.task().equals(pending.peek())) {
      throw new IllegalStateException(
          "results must come in the order of their tasks. Expected: %s, received: %s"
              .formatted(pending.peek(), result.task()));
    }
    pending.remove();
  }

  /** Tasks given out so far. */
  public int given() {
    return given;
  }

  /** Tasks given out and not yet consumed. */
  public List<Task> pending() {
    return List.copyOf(pending);
  }

  public boolean isEmpty() {
    return pending.isEmpty();
  }

  public List<Setting> pendingSettings() {
    List<Setting> settings = new ArrayList<>(pending.size());
    pending.forEach(task -> settings.add(task.setting()));
    return settings;
  }
}
