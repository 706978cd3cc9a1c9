package org.lockstep.driver.search.sampler;

import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.space.Setting;

/** Proposes settings. Holds no state that its arguments do not give. */
public interface Sampler {

  /**
   * The setting of a trial.
   *
   * @param trial 0, 1, …
   * @param observed in the order in which they were consumed
   * @param pending settings under way, in the order in which they were proposed
   * @return empty when there are no more settings that were not proposed before
   */
  Optional<Setting> propose(int trial, List<Observation> observed, List<Setting> pending);
}
