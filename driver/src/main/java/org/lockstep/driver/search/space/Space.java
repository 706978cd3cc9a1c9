package org.lockstep.driver.search.space;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that a search may try: parameters in order, each with its own side of the unit cube
 * [0, 1]ᵈ, whether it counts at a point or not.
 *
 * @param parameters of different keys; a condition names a parameter before its own
 */
public record Space(List<Parameter> parameters) {

  public Space {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "a search space must have at least one parameter. Received: none");
    }
    parameters = List.copyOf(parameters);
    Map<String, Domain> before = new HashMap<>();
    for (Parameter parameter : parameters) {
      parameter.condition().ifPresent(on -> require(parameter.key(), on, before));
      if (before.put(parameter.key(), parameter.domain()) != null) {
        throw new IllegalArgumentException(
            "parameters must have different keys. Received twice: " + parameter.key());
      }
    }
  }

  public static Space of(Parameter... parameters) {
    return new Space(List.of(parameters));
  }

  private static void require(String key, Condition on, Map<String, Domain> before) {
    Domain parent = before.get(on.key());
    if (parent == null) {
      throw new IllegalArgumentException(
          "the condition of %s must name a parameter before it. Received: %s"
              .formatted(key, on.key()));
    }
    if (parent instanceof RealRange) {
      throw new IllegalArgumentException(
          "the condition of %s must be on a choice or a whole number. Received: %s"
              .formatted(key, on.key()));
    }
    on.values().forEach(parent::unit);
  }

  /** d, the sides of the cube. */
  public int dimensions() {
    return parameters.size();
  }

  /**
   * The setting at a point.
   *
   * @param point d places in [0, 1]
   */
  public Setting setting(double[] point) {
    if (point.length != dimensions()) {
      throw new IllegalArgumentException(
          "a point must have %d places. Received: %d".formatted(dimensions(), point.length));
    }
    LinkedHashMap<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = parameters.get(i);
      if (counts(parameter, values)) {
        values.put(parameter.key(), parameter.domain().value(point[i]));
      }
    }
    return Setting.of(values);
  }

  /** The point of a setting; ½ where a parameter does not count. */
  public double[] point(Setting setting) {
    double[] point = new double[dimensions()];
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = parameters.get(i);
      point[i] = setting.get(parameter.key()).map(parameter.domain()::unit).orElse(0.5);
    }
    return point;
  }

  /** Which parameters a setting has. */
  public boolean[] active(Setting setting) {
    boolean[] active = new boolean[dimensions()];
    for (int i = 0; i < active.length; i++) {
      active[i] = setting.get(parameters.get(i).key()).isPresent();
    }
    return active;
  }

  /** Whether a parameter counts, given the values of those before it. */
  static boolean counts(Parameter parameter, Map<String, Object> before) {
    return parameter
        .condition()
        .map(on -> before.containsKey(on.key()) && on.holds(before.get(on.key())))
        .orElse(true);
  }
}
