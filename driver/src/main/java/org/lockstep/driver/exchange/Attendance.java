package org.lockstep.driver.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.driver.exchange.wire.Gate;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.Refusal;

/** Which partitions of an attempt have called, and which are missing when the time is over. */
final class Attendance implements Gate {
  private final TrackedTask[] tasks;
  private final ExchangeLimits limits;
  private final long began = System.nanoTime();
  private long firstJoin;
  private int joined;

  Attendance(int tasks, ExchangeLimits limits) {
    this.tasks = new TrackedTask[tasks];
    this.limits = limits;
  }

  @Override
  public Refusal check(Introduction introduction) {
    int partition = introduction.from();
    if (introduction.role() != Introduction.Role.TASK
        || introduction.to() != Introduction.DRIVER
        || partition < 0
        || partition >= tasks.length) {
      return Refusal.NO_SUCH_PLACE;
    }
    return tasks[partition] == null ? Refusal.NONE : Refusal.TAKEN;
  }

  void seat(TrackedTask task) {
    tasks[task.member().partition()] = task;
  }

  void joined() {
    if (joined++ == 0) {
      firstJoin = System.nanoTime();
    }
  }

  boolean complete() {
    return joined == tasks.length;
  }

  /** The tasks that have called, by partition. */
  List<TrackedTask> tasks() {
    List<TrackedTask> present = new ArrayList<>();
    for (TrackedTask task : tasks) {
      if (task != null) {
        present.add(task);
      }
    }
    return present;
  }

  TrackedTask ofPartition(int partition) {
    return tasks[partition];
  }

  /** The sentence about who is missing if it is too late for them, else null. */
  String missing(long now) {
    if (complete()) {
      return null;
    }
    boolean none = joined == 0;
    Duration patience = none ? limits.start() : limits.join();
    if (now - (none ? began : firstJoin) <= patience.toNanos()) {
      return null;
    }
    List<Integer> missing =
        IntStream.range(0, tasks.length)
            .filter(i -> tasks[i] == null || tasks[i].join() == null)
            .boxed()
            .toList();
    return "all "
        + tasks.length
        + " tasks must join within "
        + patience.toMillis() / 1000.0
        + " s of "
        + (none ? "the start" : "the first")
        + ". Missing: partition"
        + (missing.size() == 1 ? " " : "s ")
        + Lists.shortened(missing);
  }
}
