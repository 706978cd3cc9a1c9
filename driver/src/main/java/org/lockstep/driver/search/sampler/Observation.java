package org.lockstep.driver.search.sampler;

import org.lockstep.driver.search.space.Setting;

/**
 * What is known of a trial at a budget.
 *
 * @param epochs the budget that it had, even if it ended early by itself
 * @param score higher is better; NaN if the trial failed
 */
public record Observation(Setting setting, int epochs, double score) {

  public boolean failed() {
    return Double.isNaN(score);
  }
}
