package org.lockstep.driver.search.space;

import java.util.Optional;

/**
 * One thing that a search may choose.
 *
 * @param key the dotted key of the job file that takes the value, or the name that a template of
 *     the job file replaces
 * @param condition when it counts; empty for always
 */
public record Parameter(String key, Domain domain, Optional<Condition> condition) {

  public Parameter {
    if (key.isBlank()) {
      throw new IllegalArgumentException("a parameter must have a key. Received: \"" + key + "\"");
    }
  }

  public static Parameter of(String key, Domain domain) {
    return new Parameter(key, domain, Optional.empty());
  }

  public Parameter when(Condition on) {
    return new Parameter(key, domain, Optional.of(on));
  }
}
