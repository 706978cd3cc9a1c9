package org.lockstep.driver.search.sampler;

import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/**
 * Uniform points of the cube, each from its trial's number, none of them twice (Bergstra &amp;
 * Bengio, "Random search for hyper-parameter optimization", JMLR 2012).
 */
public record RandomSampler(Space space, long seed) implements Sampler {
  static final int STREAM = 1;

  @Override
  public Optional<Setting> propose(int trial, List<Observation> observed, List<Setting> pending) {
    Setting wanted = space.setting(Draws.of(seed, STREAM, trial).point(space.dimensions()));
    return Untried.or(wanted, space, seed, trial, Untried.known(observed, pending));
  }
}
