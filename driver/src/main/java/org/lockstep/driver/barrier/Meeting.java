package org.lockstep.driver.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lockstep.datasets.shard.WorkerShards;

/**
 * Where the barrier tasks of one JVM meet: each hands over its shards; the one with the lowest
 * partition leads, the others wait until it has finished. A task that was cancelled leaves at once,
 * and with it all others.
 */
final class Meeting implements AutoCloseable {
  private static final Map<AttemptKey, Meeting> OPEN = new ConcurrentHashMap<>();
  private static final long LOOK_MILLIS = 50;

  private final AttemptKey key;
  private final int tasks;
  private final SortedMap<Integer, List<WorkerShards>> shards = new TreeMap<>();
  private int inside;
  private boolean ended;
  private Throwable failure;

  private Meeting(AttemptKey key, int tasks) {
    this.key = key;
    this.tasks = tasks;
  }

  /**
   * Enters the attempt's meeting in this JVM; to be closed on leaving.
   *
   * @param tasks how many of the attempt's tasks run in this JVM
   * @param mine the task's shards
   */
  static Meeting enter(AttemptKey key, int tasks, int partition, List<WorkerShards> mine) {
    return OPEN.compute(
        key,
        (same, open) -> {
          Meeting meeting = open == null ? new Meeting(key, tasks) : open;
          meeting.add(partition, mine);
          return meeting;
        });
  }

  private synchronized void add(int partition, List<WorkerShards> mine) {
    shards.put(partition, mine);
    inside++;
    notifyAll();
  }

  /**
   * For the leader: the shards of all the JVM's tasks, in the order of their workers.
   *
   * @param cancelled asked again and again
   * @throws IllegalStateException if a task does not come in time
   * @throws StoppedException if the task was cancelled
   */
  synchronized List<WorkerShards> all(int seconds, BooleanSupplier cancelled) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (shards.size() < tasks && failure == null) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "all %d tasks of the process must come within %d s. Received: partitions %s"
                .formatted(tasks, seconds, shards.keySet()));
      }
      look(cancelled);
    }
    requireGoingOn();
    List<WorkerShards> all = new ArrayList<>();
    shards.values().forEach(all::addAll);
    return all;
  }

  /**
   * For the others: returns when the leader has finished.
   *
   * @throws StoppedException if the leader failed or the task was cancelled
   */
  synchronized void awaitEnd(BooleanSupplier cancelled) {
    while (!ended && failure == null) {
      look(cancelled);
    }
    requireGoingOn();
  }

  /** Whether a task of this JVM has failed or was cancelled: the leader should end. */
  synchronized boolean isBroken() {
    return failure != null;
  }

  /** The leader has finished. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The task fails, and with it the meeting. */
  synchronized void fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
    notifyAll();
  }

  private void look(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new StoppedException("the task was cancelled", null);
    }
    try {
      wait(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException("the task was interrupted", e);
    }
  }

  private void requireGoingOn() {
    if (failure != null) {
      throw new StoppedException("another task of the process failed: " + failure, failure);
    }
  }

  /** Leaves; the last one forgets the meeting. */
  @Override
  public void close() {
    OPEN.computeIfPresent(key, (same, open) -> open == this && isLast() ? null : open);
  }

  private synchronized boolean isLast() {
    inside--;
    return inside == 0;
  }

  /** Meetings of this JVM that somebody is in. */
  static int open() {
    return OPEN.size();
  }
}
