package org.lockstep.driver.plan;

import java.util.Arrays;
import java.util.List;

/**
 * What a run is given.
 *
 * @param executors processes, each a rank, ≥ 1
 * @param cores threads that compute in each, ≥ 1
 */
public record Cluster(int executors, int cores) {
  /** More than any cluster that Spark has been run on. */
  private static final int MOST = 100_000;

  public Cluster {
    require("executors", executors);
    require("cores-per-executor", cores);
  }

  /** Cores in all. */
  public int slots() {
    return executors * cores;
  }

  /** Reads {@code 1,8,64}: ascending, each once. */
  public static List<Cluster> parse(String executors, int cores) {
    String[] words = executors.split(",", -1);
    if (!Arrays.stream(words).allMatch(word -> word.strip().matches("[0-9]{1,9}"))) {
      throw new IllegalArgumentException(
          "executors must be whole numbers with commas between them, such as 1,8,64. Received: "
              + executors);
    }
    return Arrays.stream(words)
        .mapToInt(word -> Integer.parseInt(word.strip()))
        .sorted()
        .distinct()
        .mapToObj(count -> new Cluster(count, cores))
        .toList();
  }

  private static void require(String name, int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %,d. Received: %d".formatted(name, MOST, count));
    }
  }
}
