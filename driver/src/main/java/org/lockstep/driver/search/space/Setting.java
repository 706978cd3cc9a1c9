package org.lockstep.driver.search.space;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values of a trial: key → text, boolean, Long, Double or a list of them, in the order of the
 * space and without the parameters that do not count. Unchangeable. A class and no record, for
 * Kryo.
 */
public final class Setting implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<String, Object> values;

  private Setting(LinkedHashMap<String, Object> values) {
    this.values = values;
  }

  /** Copies the map, in its order. */
  public static Setting of(Map<String, ?> values) {
    LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
    values.forEach((key, value) -> copy.put(key, Values.normal(value)));
    return new Setting(copy);
  }

  public Optional<Object> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Key → value, in the order of the space. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Setting setting && values.equals(setting.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** {@code rate=0.1, units=64}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
