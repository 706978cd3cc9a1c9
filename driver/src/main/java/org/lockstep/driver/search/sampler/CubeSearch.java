package org.lockstep.driver.search.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/**
 * Looks for the setting of the largest value: over points spread evenly, over points around the
 * best known setting, and then uphill from the best few of them by steps that shrink. Values are
 * asked of settings and not of points, so whole numbers and choices are seen as they are.
 */
final class CubeSearch {
  private static final int SPREAD = 400;
  private static final int AROUND = 100;
  private static final int CLIMBERS = 3;
  private static final double[] STEPS = {0.1, 0.03, 0.01, 0.003, 0.001};

  private record Candidate(double[] point, Setting setting, double value) {}

  private final Space space;
  private final Draws draws;
  private final Set<Setting> taken;

  /**
   * @param taken settings that must not be found
   */
  CubeSearch(Space space, Draws draws, Set<Setting> taken) {
    this.space = space;
    this.draws = draws;
    this.taken = taken;
  }

  /**
   * @param known a good point
   * @param stream what tells the spread points from those of another search
   * @return empty if every setting that was looked at is taken
   */
  Optional<Setting> maximum(ToDoubleFunction<Setting> value, double[] known, long stream) {
    List<Candidate> candidates = new ArrayList<>();
    Sobol sobol = new Sobol(space.dimensions(), Double.doubleToLongBits(draws.uniform()), stream);
    for (int i = 0; i < SPREAD; i++) {
      candidates.add(candidate(sobol.point(i), value));
    }
    for (int i = 0; i < AROUND; i++) {
      candidates.add(candidate(moved(known, STEPS[i % STEPS.length]), value));
    }
    candidates.removeIf(candidate -> taken.contains(candidate.setting()));
    return candidates.stream()
        .sorted(Comparator.comparingDouble(candidate -> -candidate.value()))
        .limit(CLIMBERS)
        .map(candidate -> climb(candidate, value))
        .max(Comparator.comparingDouble(Candidate::value))
        .map(Candidate::setting);
  }

  private Candidate climb(Candidate from, ToDoubleFunction<Setting> value) {
    Candidate best = from;
    for (double step : STEPS) {
      for (int i = 0; i < 6 + 2 * space.dimensions(); i++) {
        Candidate next = candidate(moved(best.point(), step), value);
        if (next.value() > best.value() && !taken.contains(next.setting())) {
          best = next;
        }
      }
    }
    return best;
  }

  private Candidate candidate(double[] point, ToDoubleFunction<Setting> value) {
    Setting setting = space.setting(point);
    return new Candidate(point, setting, value.applyAsDouble(setting));
  }

  /**
   * One side, or all of them by normal steps, pushed back into the cube; a side now and then
   * anywhere, for a choice has no neighbours.
   */
  private double[] moved(double[] from, double step) {
    double[] point = from.clone();
    int only = draws.below(2 * point.length);
    for (int i = 0; i < point.length; i++) {
      if (only >= point.length || only == i) {
        boolean anywhere = draws.below(10) == 0;
        double place = anywhere ? draws.uniform() : point[i] + step * draws.gaussian();
        point[i] = Math.max(0, Math.min(1, place));
      }
    }
    return point;
  }
}
