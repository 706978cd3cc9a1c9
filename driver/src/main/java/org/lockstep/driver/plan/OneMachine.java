package org.lockstep.driver.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says whether several executors are worth it. */
final class OneMachine {

  private OneMachine() {}

  /**
   * @param candidates by ascending executors, the first of one
   */
  static String words(List<Prediction> candidates) {
    int most = candidates.get(candidates.size() - 1).cluster().executors();
    if (most == 1) {
      return "one machine is all that was asked about";
    }
    List<Prediction> several = candidates.subList(1, candidates.size());
    Optional<Prediction> first = several.stream().filter(p -> p.speedUp() > 1).findFirst();
    if (first.isEmpty()) {
      return count("one machine wins up to %,d executors, all that were asked about", most);
    }
    int wins = first.get().cluster().executors();
    String start =
        wins == 2
            ? "2 executors are faster than one machine already"
            : count("one machine wins up to %,d executors", wins - 1);
    Optional<Prediction> lost =
        several.stream()
            .filter(p -> p.cluster().executors() > wins && p.speedUp() <= 1)
            .findFirst();
    return lost.isEmpty()
        ? start
        : start + count(", and again from %,d on", lost.get().cluster().executors());
  }

  private static String count(String format, int count) {
    return String.format(Locale.ROOT, format, count);
  }
}
