package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A choice of a formula by name, in both directions: the word alone, with default settings, or
 * {@code { type = word, setting = number, … }}.
 */
final class ChoiceKeys {
  private static final String TYPE = "type";

  private ChoiceKeys() {}

  /**
   * The choice at {@code key}; nothing if the file has none or a wrong one, which is reported.
   *
   * @param names the words that there are
   * @param named the choice of a word with default settings
   * @param settings the settings of a choice by key
   * @param with a choice with other settings; throws IllegalArgumentException
   */
  static <T> Optional<T> read(
      Section section,
      String key,
      List<String> names,
      Function<String, T> named,
      Function<T, Map<String, Double>> settings,
      BiFunction<T, Map<String, Double>, T> with) {
    if (!section.isSection(key)) {
      return word(section, key, names).map(named);
    }
    Section inner = section.section(key);
    if (!inner.has(TYPE)) {
      inner.missing(TYPE);
    }
    return word(inner, TYPE, names)
        .map(named)
        .flatMap(
            choice -> {
              Map<String, Double> given = new LinkedHashMap<>();
              settings
                  .apply(choice)
                  .forEach((name, byDefault) -> given.put(name, inner.number(name, byDefault)));
              inner.finish();
              return inner.build(() -> with.apply(choice, given));
            });
  }

  static Object write(String name, Map<String, Double> settings) {
    if (settings.isEmpty()) {
      return name;
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(TYPE, name);
    keys.putAll(settings);
    return keys;
  }

  private static Optional<String> word(Section section, String key, List<String> names) {
    return Optional.of(section.word(key, "", names)).filter(word -> !word.isEmpty());
  }
}
