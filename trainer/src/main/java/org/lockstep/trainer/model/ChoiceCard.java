package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A choice of a formula by name as JSON: its word, or {@code {"type": word, "setting": number, …}}
 * with every setting that it has.
 */
final class ChoiceCard {
  private static final String TYPE = "type";

  private ChoiceCard() {}

  static Object write(String name, Map<String, Double> settings) {
    if (settings.isEmpty()) {
      return name;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(TYPE, name);
    json.putAll(settings);
    return json;
  }

  /**
   * The choice at {@code key}.
   *
   * @param named the choice of a name with default settings; throws IllegalArgumentException
   * @param settings the settings of a choice
   * @param with a choice with other settings; throws IllegalArgumentException
   */
  static <T> T read(
      CardFields json,
      String key,
      Function<String, T> named,
      Function<T, Map<String, Double>> settings,
      BiFunction<T, Map<String, Double>, T> with) {
    if (json.any(key) instanceof String name) {
      T choice = named.apply(name);
      if (!settings.apply(choice).isEmpty()) {
        throw new IllegalArgumentException(
            "%s %s must come with its %s. Received: the name only"
                .formatted(key, name, String.join(", ", settings.apply(choice).keySet())));
      }
      return choice;
    }
    CardFields fields = json.object(key);
    T choice = named.apply(fields.string(TYPE));
    List<String> known = new ArrayList<>(List.of(TYPE));
    known.addAll(settings.apply(choice).keySet());
    fields.only(known.toArray(String[]::new));
    Map<String, Double> given = new LinkedHashMap<>();
    known.stream().skip(1).forEach(setting -> given.put(setting, fields.number(setting)));
    return with.apply(choice, given);
  }
}
