package org.lockstep.driver.search.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a parameter's value goes.
 *
 * @param keys dotted keys of the job, {@code network.layers[0].units}; all take the value
 * @param values what stands in the job in place of a chosen word, as HOCON; empty if the values are
 *     the job's own
 */
public record Target(List<String> keys, Map<String, String> values) {

  public Target {
    keys = List.copyOf(keys);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("key must name a key of the job. Received: none");
    }
  }

  /** Whether one of the keys lies in that section of the job, or is it. */
  public boolean reaches(String section) {
    return keys.stream().anyMatch(key -> key.equals(section) || key.startsWith(section + "."));
  }
}
