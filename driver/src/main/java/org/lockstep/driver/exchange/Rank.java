package org.lockstep.driver.exchange;

import java.util.List;

/**
 * One JVM of an attempt.
 *
 * @param number 0 … ranks − 1, in the order of the lowest partitions
 * @param tasks by partition; the first leads
 */
public record Rank(int number, List<Join> tasks) {
  public Rank {
    tasks = List.copyOf(tasks);
  }

  /** Where the JVM listens. */
  public String host() {
    return tasks.get(0).host();
  }

  /** Where the JVM listens. */
  public int port() {
    return tasks.get(0).port();
  }

  /** The partition of the task that leads. */
  public int leader() {
    return tasks.get(0).partition();
  }

  public List<Integer> partitions() {
    return tasks.stream().map(Join::partition).toList();
  }

  /** Rows of a split in all tasks of this JVM. */
  public long rows(int split) {
    return tasks.stream().mapToLong(task -> task.rows().get(split)).sum();
  }

  /** As messages name it: {@code rank 1 on 10.0.0.7:40123}. */
  public String title() {
    return "rank " + number + " on " + host() + ":" + port();
  }
}
