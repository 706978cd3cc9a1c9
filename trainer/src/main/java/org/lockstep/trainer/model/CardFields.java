package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One JSON object whose members are asked for by name and type. Every mismatch is an
 * IllegalArgumentException that names the member by its path.
 */
final class CardFields {
  private final Map<?, ?> members;
  private final String path;

  private CardFields(Map<?, ?> members, String path) {
    this.members = members;
    this.path = path;
  }

  static CardFields of(Object value, String path) {
    return new CardFields(as(Map.class, value, "an object", path), path);
  }

  Collection<String> names() {
    return members.keySet().stream().map(String.class::cast).toList();
  }

  /** Refuses members other than these. */
  void only(String... known) {
    for (String name : names()) {
      if (!List.of(known).contains(name)) {
        throw new IllegalArgumentException(
            "%s must hold %s. Received: %s too".formatted(path, List.of(known), name));
      }
    }
  }

  Object any(String name) {
    if (!members.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s must hold %s. Received: %s".formatted(path, name, members.keySet()));
    }
    return members.get(name);
  }

  CardFields object(String name) {
    return of(any(name), path + "." + name);
  }

  List<CardFields> objects(String name) {
    return list(name, CardFields::of);
  }

  String string(String name) {
    return as(String.class, any(name), "a string", path + "." + name);
  }

  boolean bool(String name) {
    return as(Boolean.class, any(name), "true or false", path + "." + name);
  }

  double number(String name) {
    return number(any(name), path + "." + name);
  }

  long integer(String name) {
    return as(Long.class, any(name), "an integer", path + "." + name);
  }

  int integer32(String name) {
    long value = integer(name);
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "%s.%s must be a 32-bit integer. Received: %d".formatted(path, name, value));
    }
    return (int) value;
  }

  /** A string that must be one of the words. */
  String word(String name, List<String> words) {
    String word = string(name);
    if (!words.contains(word)) {
      throw new IllegalArgumentException(
          "%s.%s must be one of %s. Received: %s".formatted(path, name, words, word));
    }
    return word;
  }

  /** The enum constant whose word is the string. */
  <E> E constant(String name, E[] constants, Function<E, String> word) {
    List<String> words = List.of(constants).stream().map(word).toList();
    return constants[words.indexOf(word(name, words))];
  }

  List<String> strings(String name) {
    return list(name, (value, at) -> as(String.class, value, "a string", at));
  }

  List<Long> longs(String name) {
    return list(name, (value, at) -> as(Long.class, value, "an integer", at));
  }

  double[] numbers(String name) {
    return list(name, CardFields::number).stream().mapToDouble(Double::doubleValue).toArray();
  }

  List<List<String>> stringLists(String name) {
    return list(
        name,
        (value, at) ->
            elements(value, at, (inner, innerAt) -> as(String.class, inner, "a string", innerAt)));
  }

  private interface Read<T> {
    T read(Object value, String at);
  }

  private <T> List<T> list(String name, Read<T> read) {
    return elements(any(name), path + "." + name, read);
  }

  private static <T> List<T> elements(Object value, String at, Read<T> read) {
    List<?> values = as(List.class, value, "an array", at);
    List<T> elements = new ArrayList<>(values.size());
    for (Object element : values) {
      elements.add(read.read(element, at + "[" + elements.size() + "]"));
    }
    return elements;
  }

  private static double number(Object value, String at) {
    if (value instanceof Double number) {
      return number;
    }
    return as(Long.class, value, "a number", at);
  }

  private static <T> T as(Class<T> type, Object value, String wanted, String at) {
    if (!type.isInstance(value)) {
      String received =
          value == null ? "null" : value.getClass().getSimpleName() + " " + shortened(value);
      throw new IllegalArgumentException(
          "%s must be %s. Received: %s".formatted(at, wanted, received));
    }
    return type.cast(value);
  }

  private static String shortened(Object value) {
    if (value instanceof Map || value instanceof List) {
      return "";
    }
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
