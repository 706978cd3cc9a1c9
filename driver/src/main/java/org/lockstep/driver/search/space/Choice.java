package org.lockstep.driver.search.space;

import java.util.List;

/**
 * One of some values without an order among them; the i-th of n has the piece [i/n, (i+1)/n).
 *
 * @param values texts, numbers, booleans or lists of them; no two the same
 */
public record Choice(List<Object> values) implements Domain {

  public Choice {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a choice must have at least one value. Received: none");
    }
    values = values.stream().map(Values::normal).toList();
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (Values.same(values.get(i), values.get(j))) {
          throw new IllegalArgumentException(
              "a choice must have different values. Received twice: " + values.get(i));
        }
      }
    }
  }

  public static Choice of(Object... values) {
    return new Choice(List.of(values));
  }

  /** Which value is at a place. */
  public int index(double u) {
    return (int) Math.min(values.size() - 1, Math.floor(u * values.size()));
  }

  @Override
  public Object value(double u) {
    return values.get(index(u));
  }

  @Override
  public double unit(Object value) {
    for (int i = 0; i < values.size(); i++) {
      if (Values.same(values.get(i), value)) {
        return (i + 0.5) / values.size();
      }
    }
    throw new IllegalArgumentException(
        "the value must be one of %s. Received: %s".formatted(values, value));
  }

  @Override
  public List<Object> grid() {
    return values;
  }
}
