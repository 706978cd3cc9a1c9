package org.lockstep.driver.baseline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A simpler model and its scores.
 *
 * @param name for people, with what was chosen
 * @param seconds it took to train, all tries together
 * @param splits scores by split and metric
 */
public record Baseline(String name, double seconds, Map<String, Map<String, Double>> splits) {
  public Baseline {
    splits = new LinkedHashMap<>(splits);
  }
}
