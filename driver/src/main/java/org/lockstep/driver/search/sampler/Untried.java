package org.lockstep.driver.search.sampler;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/**
 * Settings that have not been proposed yet. All earlier proposals are observed or pending, so what
 * is untried does not depend on how many are under way.
 */
final class Untried {
  private static final int STREAM = 5;
  private static final int TRIES = 1000;

  private Untried() {}

  /** Settings observed or under way. */
  static Set<Setting> known(List<Observation> observed, List<Setting> pending) {
    Set<Setting> known = new HashSet<>(pending);
    observed.forEach(observation -> known.add(observation.setting()));
    return known;
  }

  /**
   * The wanted setting if it is untried, and else a random one that is.
   *
   * @return empty if 1000 draws find none: a small space is used up
   */
  static Optional<Setting> or(
      Setting wanted, Space space, long seed, int trial, Set<Setting> known) {
    Draws draws = Draws.of(seed, STREAM, trial);
    Setting setting = wanted;
    for (int i = 0; i < TRIES && known.contains(setting); i++) {
      setting = space.setting(draws.point(space.dimensions()));
    }
    return known.contains(setting) ? Optional.empty() : Optional.of(setting);
  }
}
