package org.lockstep.driver.search.sampler;

import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/**
 * Evenly spread points of the cube: trial i has the i-th point of a scrambled Sobol sequence, or,
 * where a choice has no room for it, a random one that is new.
 */
public record SobolSampler(Space space, long seed) implements Sampler {
  private static final int STREAM = 2;

  @Override
  public Optional<Setting> propose(int trial, List<Observation> observed, List<Setting> pending) {
    Setting wanted = space.setting(new Sobol(space.dimensions(), seed, STREAM).point(trial));
    return Untried.or(wanted, space, seed, trial, Untried.known(observed, pending));
  }
}
