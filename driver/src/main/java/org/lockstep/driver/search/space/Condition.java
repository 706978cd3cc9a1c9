package org.lockstep.driver.search.space;

import java.util.List;

/**
 * When a parameter counts: if another one counts and has one of these values.
 *
 * @param key of the other parameter, a choice or a whole number that stands before this one
 * @param values of the other parameter
 */
public record Condition(String key, List<Object> values) {

  public Condition {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "a condition on %s must have at least one value. Received: none".formatted(key));
    }
    values = values.stream().map(Values::normal).toList();
  }

  public static Condition on(String key, Object... values) {
    return new Condition(key, List.of(values));
  }

  /** Whether it holds when the other parameter has this value. */
  boolean holds(Object value) {
    return values.stream().anyMatch(wanted -> Values.same(wanted, value));
  }
}
