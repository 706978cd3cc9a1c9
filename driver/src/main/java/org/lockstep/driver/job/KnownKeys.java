package org.lockstep.driver.job;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The keys of one {@code { … }}. A key that is asked for is a known key: what is left when {@link
 * #finish()} is called is unknown and reported with the nearest known one.
 */
abstract class KnownKeys {
  final Problems problems;
  final ConfigOrigin origin;
  private final ConfigObject object;
  private final String path;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * @param object the keys and their values
   * @param path the dotted path from the top, empty for the top itself
   * @param origin where the section stands
   * @param problems where problems are collected
   */
  KnownKeys(ConfigObject object, String path, ConfigOrigin origin, Problems problems) {
    this.object = object;
    this.path = path;
    this.origin = origin;
    this.problems = problems;
  }

  /** Whether the file sets this key to anything but null. */
  final boolean has(String key) {
    return value(key).isPresent();
  }

  /** Reports that a key which has no default is not there. */
  final void missing(String key) {
    problems.add(full(key) + " must be given. Received: nothing", origin);
  }

  /** Reports that the value at {@code key} is not what it must be. */
  final void reject(String key, String rule) {
    ConfigValue value = object.get(key);
    problems.add(
        full(key) + " must be " + rule + ". Received: " + (value == null ? "nothing" : show(value)),
        value == null ? origin : value.origin());
  }

  /** Reports what is wrong with the section as a whole. */
  final void refuse(String sentence) {
    problems.add(path + ": " + sentence, origin);
  }

  /** Reports every key that is set and that nobody asked for. */
  final void finish() {
    for (String key : object.keySet().stream().sorted(this::byLine).toList()) {
      boolean set = object.get(key).valueType() != ConfigValueType.NULL;
      if (set && !asked.contains(key)) {
        problems.unknown(full(key));
        String nearest =
            NearestWord.of(key, asked).map(known -> "Did you mean " + known + "? ").orElse("");
        problems.add(
            "unknown key " + full(key) + ". " + nearest + "Known here: " + String.join(", ", asked),
            object.get(key).origin());
      }
    }
  }

  /**
   * Builds a record whose constructor may refuse. Its sentence is reported at the place of the key
   * that it begins with, or else of the section.
   *
   * @return nothing if it refused
   */
  final <T> Optional<T> build(Supplier<T> record) {
    try {
      return Optional.of(record.get());
    } catch (IllegalArgumentException e) {
      String subject = e.getMessage().split("[^A-Za-z0-9.]", 2)[0];
      String key = subject.substring(subject.lastIndexOf('.') + 1);
      ConfigValue value = object.get(key);
      String sentence =
          asked.contains(key)
              ? full(key) + e.getMessage().substring(subject.length())
              : (path.isEmpty() ? "" : path + ": ") + e.getMessage();
      problems.add(sentence, value == null ? origin : value.origin());
      return Optional.empty();
    }
  }

  /** Builds the value of one key; a refusal is reported at its place. */
  final <T> Optional<T> build(String key, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException e) {
      ConfigValue raw = object.get(key);
      problems.add(full(key) + ": " + e.getMessage(), raw == null ? origin : raw.origin());
      return Optional.empty();
    }
  }

  /** The dotted paths of the keys asked for so far, in that order. */
  final Set<String> asked() {
    return Collections.unmodifiableSet(asked);
  }

  final Optional<ConfigValue> value(String key) {
    if (asked.add(key)) {
      problems.asked(full(key));
    }
    ConfigValue value = object.get(key);
    return value == null || value.valueType() == ConfigValueType.NULL
        ? Optional.empty()
        : Optional.of(value);
  }

  final String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String show(ConfigValue value) {
    String shown = value.render(ConfigRenderOptions.concise());
    return shown.length() <= 80 ? shown : shown.substring(0, 77) + "...";
  }

  private int byLine(String a, String b) {
    int byLine =
        Integer.compare(object.get(a).origin().lineNumber(), object.get(b).origin().lineNumber());
    return byLine != 0 ? byLine : a.compareTo(b);
  }
}
