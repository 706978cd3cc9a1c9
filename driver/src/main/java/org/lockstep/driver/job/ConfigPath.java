package org.lockstep.driver.job;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way into a job's values, through lists as well: {@code network.layers[0].units}.
 *
 * @param steps names, and positions as {@link Integer}
 */
record ConfigPath(List<Object> steps) {
  private static final Pattern STEP = Pattern.compile("([A-Za-z0-9_-]+)((?:\\[[0-9]{1,6}])*)");

  ConfigPath {
    steps = List.copyOf(steps);
  }

  /**
   * @throws IllegalArgumentException if the text is no path
   */
  static ConfigPath of(String text) {
    List<Object> steps = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      Matcher step = STEP.matcher(part);
      if (!step.matches()) {
        throw new IllegalArgumentException(
            "key must be a dotted key such as network.layers[0].units. Received: " + text);
      }
      steps.add(step.group(1));
      for (String index : step.group(2).split("[\\[\\]]+")) {
        if (!index.isEmpty()) {
          steps.add(Integer.parseInt(index));
        }
      }
    }
    return new ConfigPath(steps);
  }

  /**
   * The job with another value there, or without one.
   *
   * @throws IllegalArgumentException if a list has no such position, or a step leads into a number
   */
  ConfigObject put(ConfigObject root, Optional<ConfigValue> value) {
    return (ConfigObject) put(root, 0, value);
  }

  private ConfigValue put(ConfigValue at, int depth, Optional<ConfigValue> value) {
    if (depth == steps.size()) {
      return value.orElse(at);
    }
    boolean removed = depth == steps.size() - 1 && value.isEmpty();
    if (steps.get(depth) instanceof Integer index) {
      if (!(at instanceof ConfigList list) || index >= list.size()) {
        throw new IllegalArgumentException(
            "key must lead to a position that the job has. Received: " + this);
      }
      List<ConfigValue> changed = new ArrayList<>(list);
      changed.set(index, put(list.get(index), depth + 1, value));
      return ConfigValueFactory.fromIterable(changed);
    }
    String name = (String) steps.get(depth);
    if (!(at instanceof ConfigObject object)) {
      throw new IllegalArgumentException(
          "key must lead through sections and lists of the job. Received: " + this);
    }
    if (removed) {
      return object.withoutKey(name);
    }
    ConfigValue inner = object.get(name);
    if (depth == steps.size() - 1) {
      return object.withValue(name, value.orElseThrow());
    }
    ConfigValue next =
        inner == null || !(inner instanceof ConfigObject || inner instanceof ConfigList)
            ? ConfigValueFactory.fromMap(java.util.Map.of())
            : inner;
    return object.withValue(name, put(next, depth + 1, value));
  }

  /** Whether the other path leads to something beside this one's end. */
  boolean besides(ConfigPath other) {
    int last = steps.size() - 1;
    return other.steps.size() == steps.size()
        && other.steps.subList(0, last).equals(steps.subList(0, last));
  }

  Object last() {
    return steps.get(steps.size() - 1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object step : steps) {
      text.append(
          step instanceof Integer index
              ? "[" + index + "]"
              : text.length() == 0 ? step : "." + step);
    }
    return text.toString();
  }
}
