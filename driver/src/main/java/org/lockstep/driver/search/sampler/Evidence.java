package org.lockstep.driver.search.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.lockstep.driver.search.space.Setting;

/**
 * What a model learns from: the observations of the largest budget that has enough scores (Falkner,
 * Klein &amp; Hutter 2018, section 3.2). A failed trial counts as the worst score of its budget: it
 * says that this is no good place.
 *
 * @param settings in the order in which they were observed
 * @param scores one a setting, finite
 */
public record Evidence(List<Setting> settings, double[] scores) {

  /**
   * Whether a trial is better left to chance: of a search with several budgets one in three, as in
   * BOHB, for what a short budget praises may be what a long one does not, and a model that has
   * seen short trials alone would try nothing else.
   */
  static boolean leftToChance(int trial, List<Observation> observed) {
    return trial % 3 == 2 && observed.stream().mapToInt(Observation::epochs).distinct().count() > 1;
  }

  /**
   * @param least scores, failures not counted, that a budget must have
   * @return empty if no budget has so many
   */
  public static Optional<Evidence> of(List<Observation> observed, int least) {
    TreeSet<Integer> budgets = new TreeSet<>();
    observed.forEach(observation -> budgets.add(observation.epochs()));
    for (int epochs : budgets.descendingSet()) {
      List<Observation> here = observed.stream().filter(o -> o.epochs() == epochs).toList();
      double[] scores = here.stream().mapToDouble(Observation::score).toArray();
      double[] known = Arrays.stream(scores).filter(Double::isFinite).toArray();
      if (known.length >= least) {
        double worst = Arrays.stream(known).min().orElseThrow();
        return Optional.of(
            new Evidence(
                here.stream().map(Observation::setting).toList(),
                Arrays.stream(scores).map(s -> Double.isFinite(s) ? s : worst).toArray()));
      }
    }
    return Optional.empty();
  }
}
