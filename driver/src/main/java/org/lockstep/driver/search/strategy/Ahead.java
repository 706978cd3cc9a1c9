package org.lockstep.driver.search.strategy;

import java.util.List;

/**
 * What a strategy will still ask for, as far as that is known before results come: if every trial
 * runs to the end of its tasks. Chains go on beside each other; within a chain a stage begins when
 * the one before has ended, as a rung does that waits for all of its trials.
 *
 * @param chains stages in their order
 */
public record Ahead(List<List<Stage>> chains) {

  /**
   * Tasks that may run at once.
   *
   * @param tasks how many, ≥ 0
   * @param epochs of each, ≥ 1
   */
  public record Stage(long tasks, int epochs) {

    public Stage {
      if (tasks < 0 || epochs < 1) {
        throw new IllegalArgumentException(
            "a stage must have tasks >= 0 of epochs >= 1. Received: %d of %d"
                .formatted(tasks, epochs));
      }
    }

    long all() {
      return tasks * epochs;
    }
  }

  public Ahead {
    chains = chains.stream().map(List::copyOf).toList();
  }

  /** Tasks that wait for nothing. */
  public static Ahead of(Stage stage) {
    return new Ahead(List.of(List.of(stage)));
  }

  /** Of all tasks together. */
  public long epochs() {
    return chains.stream().flatMap(List::stream).mapToLong(Stage::all).sum();
  }

  /**
   * How long it will take: max(Σ epochs / rate, the longest chain), where a stage takes max(its
   * epochs / rate, the epochs of one task · secondsAnEpoch), since a task never has more than its
   * own slots.
   *
   * @param epochsASecond of all slots together, above 0
   * @param secondsAnEpoch of one task
   */
  public double seconds(double epochsASecond, double secondsAnEpoch) {
    double longest = epochs() / epochsASecond;
    for (List<Stage> chain : chains) {
      double seconds = 0;
      for (Stage stage : chain) {
        double alone = stage.tasks() == 0 ? 0 : stage.epochs() * secondsAnEpoch;
        seconds += Math.max(stage.all() / epochsASecond, alone);
      }
      longest = Math.max(longest, seconds);
    }
    return longest;
  }
}
