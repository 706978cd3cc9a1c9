package org.lockstep.driver.job;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.Domain;
import org.lockstep.driver.search.space.IntegerRange;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.spec.Target;

/** The keys of a parameter of {@code search.space}, in both directions. */
final class ParameterKeys {
  private static final String CHOICE = "choice";
  private static final String INTEGER = "integer";
  private static final String REAL = "real";
  private static final int POINTS = 5;

  private ParameterKeys() {}

  /** A parameter and where its values go. */
  record Searched(Parameter parameter, Target target) {}

  static Optional<Searched> read(Section section) {
    List<String> keys = section.textOrTexts("key");
    if (keys.isEmpty()) {
      section.missing("key");
    }
    String name = section.text("name", keys.isEmpty() ? "" : lastWord(keys.get(0)));
    Map<String, String> choices = choices(section.sections("choices"));
    boolean listed = section.has("values") || !choices.isEmpty();
    String type = section.word("type", listed ? CHOICE : REAL, List.of(CHOICE, INTEGER, REAL));
    Optional<Domain> domain = type.equals(CHOICE) ? choice(section, choices) : range(section, type);
    Optional<Condition> condition =
        section.has("when") ? when(section.section("when")) : Optional.empty();
    section.finish();
    if (keys.isEmpty() || domain.isEmpty()) {
      return Optional.empty();
    }
    return section
        .build("key", () -> new Target(keys, choices))
        .flatMap(
            target ->
                section
                    .build("name", () -> new Parameter(name, domain.get(), condition))
                    .map(parameter -> new Searched(parameter, target)));
  }

  static Map<String, Object> write(Parameter parameter, Target target) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", parameter.key());
    keys.put("key", target.keys());
    if (parameter.domain() instanceof Choice choice) {
      keys.put("type", CHOICE);
      if (target.values().isEmpty()) {
        keys.put("values", choice.values());
      } else {
        List<Map<String, Object>> choices = new ArrayList<>();
        target
            .values()
            .forEach(
                (word, value) -> {
                  Map<String, Object> each = new LinkedHashMap<>();
                  each.put("name", word);
                  each.put("value", new Hocon(value));
                  choices.add(each);
                });
        keys.put("choices", choices);
      }
    } else if (parameter.domain() instanceof IntegerRange range) {
      keys.put("type", INTEGER);
      write(keys, range.low(), range.high(), range.scale(), range.points());
    } else if (parameter.domain() instanceof RealRange range) {
      keys.put("type", REAL);
      write(keys, range.low(), range.high(), range.scale(), range.points());
    }
    parameter
        .condition()
        .ifPresent(
            on -> {
              Map<String, Object> when = new LinkedHashMap<>();
              when.put("parameter", on.key());
              when.put("is", on.values());
              keys.put("when", when);
            });
    return keys;
  }

  private static void write(
      Map<String, Object> keys, Object from, Object to, Scale scale, int points) {
    keys.put("from", from);
    keys.put("to", to);
    keys.put("scale", Words.word(scale));
    keys.put("points", points);
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static Optional<Domain> choice(Section section, Map<String, String> choices) {
    if (!choices.isEmpty()) {
      if (section.has("values")) {
        section.reject("values", "left out beside choices");
      }
      return Optional.of(new Choice(List.copyOf(choices.keySet())));
    }
    List<Object> values = plain(section, "values");
    return section.build("values", () -> new Choice(values));
  }

  /** What a word stands for, where a value is more than a number or a word. */
  private static Map<String, String> choices(List<Section> sections) {
    Map<String, String> choices = new LinkedHashMap<>();
    for (Section section : sections) {
      Optional<String> name = section.optionalText("name");
      Optional<ConfigValue> value = section.value("value");
      if (name.isEmpty()) {
        section.missing("name");
      } else if (value.isEmpty()) {
        section.missing("value");
      } else if (choices.put(name.get(), value.get().render(ConfigRenderOptions.concise()))
          != null) {
        section.reject("name", "different from the names of the other choices");
      }
      section.finish();
    }
    return choices;
  }

  private static List<Object> plain(Section section, String key) {
    if (!section.isList(key)) {
      section.reject(key, "a list of texts, numbers or booleans");
      return List.of();
    }
    return List.copyOf(((ConfigList) section.value(key).orElseThrow()).unwrapped());
  }

  private static Optional<Domain> range(Section section, String type) {
    for (String end : List.of("from", "to")) {
      if (!section.has(end)) {
        section.missing(end);
        return Optional.empty();
      }
    }
    String word = section.word("scale", Words.word(Scale.LINEAR), Words.of(Scale.values()));
    Scale scale = Words.parse(Scale.class, word);
    int points = section.integer("points", POINTS);
    if (type.equals(INTEGER)) {
      long from = section.wholeNumber("from", 0);
      long to = section.wholeNumber("to", 0);
      return section.build("from", () -> new IntegerRange(from, to, scale, points));
    }
    double from = section.number("from", 0);
    double to = section.number("to", 0);
    return section.build("from", () -> new RealRange(from, to, scale, points));
  }

  private static Optional<Condition> when(Section section) {
    Optional<String> parameter = section.optionalText("parameter");
    if (parameter.isEmpty()) {
      section.missing("parameter");
    }
    List<Object> values = plain(section, "is");
    section.finish();
    return parameter.flatMap(name -> section.build("is", () -> new Condition(name, values)));
  }
}
