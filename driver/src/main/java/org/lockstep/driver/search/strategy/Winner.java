package org.lockstep.driver.search.strategy;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result that a search is about: the best score, the lower trial between equals, among the
 * trials that reached the largest budget of any or ended early by themselves. A trial that was left
 * behind on a lower rung is out, however well it did there.
 */
public final class Winner {

  private Winner() {}

  /**
   * @param results consumed so far, in any order
   * @return empty while there is no score
   */
  public static Optional<Result> of(List<Result> results) {
    Map<Integer, Result> latest = new HashMap<>();
    for (Result result : results) {
      if (!result.failed()) {
        latest.merge(
            result.task().trial(),
            result,
            (a, b) -> a.task().toEpoch() > b.task().toEpoch() ? a : b);
      }
    }
    return ranked(latest.values()).stream().findFirst();
  }

  /**
   * Those that the search is about, the best first.
   *
   * @param latest results that did not fail, one a trial
   */
  public static List<Result> ranked(Collection<Result> latest) {
    int largest = latest.stream().mapToInt(r -> r.task().toEpoch()).max().orElse(0);
    return latest.stream()
        .filter(r -> r.task().toEpoch() == largest || r.epochs() < r.task().toEpoch())
        .sorted(
            Comparator.<Result>comparingDouble(r -> -r.score())
                .thenComparingInt(r -> r.task().trial()))
        .toList();
  }
}
