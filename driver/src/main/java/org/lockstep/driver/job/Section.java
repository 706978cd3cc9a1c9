package org.lockstep.driver.job;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One {@code { … }} of a job file, read key by key with a type each. A value that cannot be used is
 * reported, and the default stands in for it, so that reading goes on and all problems are found
 * together.
 */
final class Section extends KnownKeys {
  private static final ConfigObject EMPTY = ConfigFactory.empty().root();

  Section(ConfigObject object, String path, ConfigOrigin origin, Problems problems) {
    super(object, path, origin, problems);
  }

  /** The text at {@code key}, or the default. */
  String text(String key, String byDefault) {
    return optionalText(key).orElse(byDefault);
  }

  /** The text at {@code key}; numbers and booleans count as what is written. */
  Optional<String> optionalText(String key) {
    return typed(key, "a text", Section::written);
  }

  /** Whether the value is a quoted or unquoted text. */
  boolean isText(String key) {
    return value(key).map(value -> value.valueType() == ConfigValueType.STRING).orElse(false);
  }

  /** Whether the value is a list. */
  boolean isList(String key) {
    return value(key).map(ConfigList.class::isInstance).orElse(false);
  }

  /** Whether the value is a {@code { … }}. */
  boolean isSection(String key) {
    return value(key).map(ConfigObject.class::isInstance).orElse(false);
  }

  /**
   * The section at {@code key} as numbers by names that the user chooses, in their alphabetical
   * order.
   */
  Map<String, Double> numbers(String key) {
    return typed(key, "numbers by name", Section::numbers).orElse(Map.of());
  }

  /** The whole number of 32 bits at {@code key}, or the default. */
  int integer(String key, int byDefault) {
    return typed(
            key,
            "a whole number of 32 bits",
            value -> value.unwrapped() instanceof Integer number ? number : null)
        .orElse(byDefault);
  }

  /** The whole number of 64 bits at {@code key}, or the default. */
  long wholeNumber(String key, long byDefault) {
    return typed(key, "a whole number", Section::whole).orElse(byDefault);
  }

  /** The number at {@code key}, or the default. */
  double number(String key, double byDefault) {
    return typed(
            key,
            "a number",
            value -> value.unwrapped() instanceof Number number ? number.doubleValue() : null)
        .orElse(byDefault);
  }

  /** A share: a number such as 0.01, or a percentage such as {@code 1%}. */
  double share(String key, double byDefault) {
    return typed(key, "a number from 0 to 1 or a percentage such as 1%", Section::share)
        .orElse(byDefault);
  }

  /** The boolean at {@code key}, or the default. */
  boolean flag(String key, boolean byDefault) {
    return typed(
            key, "true or false", value -> value.unwrapped() instanceof Boolean flag ? flag : null)
        .orElse(byDefault);
  }

  /** The word at {@code key}, which must be one of {@code allowed}; or the default. */
  String word(String key, String byDefault, List<String> allowed) {
    Optional<String> word = optionalText(key);
    if (word.isPresent() && !allowed.contains(word.get())) {
      rejectWord(key, word.get(), allowed);
      return byDefault;
    }
    return word.orElse(byDefault);
  }

  /** The list of words at {@code key}, each one of {@code allowed}; or the default. */
  List<String> words(String key, List<String> byDefault, List<String> allowed) {
    List<String> words = texts(key, byDefault);
    for (String word : words) {
      if (!allowed.contains(word)) {
        rejectWord(key, word, allowed);
        return byDefault;
      }
    }
    return words;
  }

  /** The list of texts at {@code key}, or the default. */
  List<String> texts(String key, List<String> byDefault) {
    return list(key, byDefault, "a list of texts", Section::written);
  }

  /** The texts at {@code key}, where one may stand without brackets; empty if there is none. */
  List<String> textOrTexts(String key) {
    return isList(key) ? texts(key, List.of()) : optionalText(key).map(List::of).orElse(List.of());
  }

  /** The list of whole numbers at {@code key}, or the default. */
  List<Integer> integers(String key, List<Integer> byDefault) {
    return list(
        key,
        byDefault,
        "a list of whole numbers",
        value -> value.unwrapped() instanceof Integer number ? number : null);
  }

  /** The list of whole numbers of 64 bits at {@code key}, or the default. */
  List<Long> wholeNumbers(String key, List<Long> byDefault) {
    return list(key, byDefault, "a list of whole numbers", Section::whole);
  }

  /** The list of numbers at {@code key}, or the default. */
  List<Double> numbers(String key, List<Double> byDefault) {
    return list(
        key,
        byDefault,
        "a list of numbers",
        value -> value.unwrapped() instanceof Number number ? number.doubleValue() : null);
  }

  /** The section at {@code key}; an empty one at this section's place if the file has none. */
  Section section(String key) {
    return typed(key, "a section { … }", value -> value instanceof ConfigObject o ? o : null)
        .map(inner -> new Section(inner, full(key), inner.origin(), problems))
        .orElseGet(() -> new Section(EMPTY, full(key), origin, problems));
  }

  /** The list of sections at {@code key}; empty if the file has none. */
  List<Section> sections(String key) {
    return sections(key, text -> null);
  }

  /**
   * The list of sections at {@code key}.
   *
   * @param shorthand the section that a plain text stands for, or null if it stands for none
   */
  List<Section> sections(String key, Function<String, ConfigObject> shorthand) {
    List<Section> sections = new ArrayList<>();
    Optional<ConfigList> list =
        typed(key, "a list [ {…}, … ]", value -> value instanceof ConfigList l ? l : null);
    if (list.isEmpty()) {
      return sections;
    }
    for (int i = 0; i < list.get().size(); i++) {
      ConfigValue value = list.get().get(i);
      String name = full(key) + "[" + i + "]";
      ConfigObject inner =
          value instanceof ConfigObject object
              ? object
              : written(value) != null ? shorthand.apply(written(value)) : null;
      if (inner == null) {
        problems.add(name + " must be a section { … }. Received: " + show(value), value.origin());
      } else {
        sections.add(new Section(inner, name, value.origin(), problems));
      }
    }
    return sections;
  }

  private void rejectWord(String key, String word, List<String> allowed) {
    String nearest =
        NearestWord.of(word, allowed).map(known -> ". Did you mean " + known + "?").orElse("");
    problems.add(
        full(key)
            + " must be one of "
            + String.join(", ", allowed)
            + ". Received: "
            + word
            + nearest,
        value(key).orElseThrow().origin());
  }

  /** The value as {@code type} makes it; null from {@code type} means the wrong type. */
  private <T> Optional<T> typed(String key, String rule, Function<ConfigValue, T> type) {
    Optional<ConfigValue> value = value(key);
    Optional<T> typed = value.map(type);
    if (value.isPresent() && typed.isEmpty()) {
      reject(key, rule);
    }
    return typed;
  }

  private <T> List<T> list(
      String key, List<T> byDefault, String rule, Function<ConfigValue, T> type) {
    return typed(
            key,
            rule,
            value -> {
              if (!(value instanceof ConfigList list)) {
                return null;
              }
              List<T> typed = new ArrayList<>();
              for (ConfigValue each : list) {
                T item = type.apply(each);
                if (item == null) {
                  return null;
                }
                typed.add(item);
              }
              return List.copyOf(typed);
            })
        .orElse(byDefault);
  }

  private static Long whole(ConfigValue value) {
    Object raw = value.unwrapped();
    return raw instanceof Integer || raw instanceof Long ? ((Number) raw).longValue() : null;
  }

  private static Map<String, Double> numbers(ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      return null;
    }
    Map<String, Double> numbers = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> each : object.entrySet()) {
      if (!(each.getValue().unwrapped() instanceof Number number)) {
        return null;
      }
      numbers.put(each.getKey(), number.doubleValue());
    }
    return numbers;
  }

  private static Double share(ConfigValue value) {
    if (value.unwrapped() instanceof Number number) {
      return number.doubleValue();
    }
    String text = value.unwrapped().toString().trim();
    return text.matches("[0-9]+(\\.[0-9]+)?\\s*%")
        ? Double.parseDouble(text.substring(0, text.length() - 1).trim()) / 100
        : null;
  }

  /** A scalar as the file writes it (1.0 stays "1.0"); null for lists and sections. */
  private static String written(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> value.unwrapped().toString();
      // render() would lose the ".0"; getString keeps the text of the file.
      case NUMBER, BOOLEAN -> value.atKey("value").getString("value");
      default -> null;
    };
  }
}
