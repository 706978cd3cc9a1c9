package org.lockstep.driver.search.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The settings that nothing beats in both score and cost: no other has at least its score for at
 * most its cost, and one of the two better.
 */
public final class ParetoFront {

  private ParetoFront() {}

  /**
   * Places of the front, cheapest first; of equals the first place alone.
   *
   * @param scores higher is better; NaN (failed) is never on the front
   * @param costs seconds or parameters; lower is better
   */
  public static List<Integer> of(double[] scores, double[] costs) {
    List<Integer> order =
        IntStream.range(0, scores.length)
            .filter(i -> !Double.isNaN(scores[i]))
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> costs[i])
                    .thenComparingDouble(i -> -scores[i]))
            .toList();
    List<Integer> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (int i : order) {
      if (scores[i] > best) {
        front.add(i);
        best = scores[i];
      }
    }
    return front;
  }
}
