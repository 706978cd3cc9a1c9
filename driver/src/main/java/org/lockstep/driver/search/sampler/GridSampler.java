package org.lockstep.driver.search.sampler;

import java.util.List;
import java.util.Optional;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.space.Setting;

/** The settings of a grid, one after another. */
public final class GridSampler implements Sampler {
  private final List<Setting> settings;

  /**
   * @param most settings; the rest of a larger grid is not tried
   */
  public GridSampler(Grid grid, int most) {
    this.settings = grid.settings(most);
  }

  @Override
  public Optional<Setting> propose(int trial, List<Observation> observed, List<Setting> pending) {
    return trial < settings.size() ? Optional.of(settings.get(trial)) : Optional.empty();
  }
}
