package org.lockstep.driver.job;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a job file, so that all of it is reported at once. */
final class Problems {
  private final Set<String> sentences = new LinkedHashSet<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  /** Adds "X must be Y. Received: Z" with the place it came from. */
  void add(String sentence, ConfigOrigin origin) {
    sentences.add(sentence + " (" + place(origin) + ")");
  }

  /** Remembers that a key, by its dotted path, was asked for. */
  void asked(String path) {
    asked.add(path);
  }

  /** Remembers that a key, by its dotted path, is set and that nobody asked for it. */
  void unknown(String path) {
    unknown.add(path);
  }

  /** The keys that nobody asked for. */
  Set<String> unknownKeys() {
    return unknown;
  }

  /** Every key that was asked for, list positions left out. */
  List<String> knownKeys() {
    return asked.stream().map(path -> path.replaceAll("\\[[0-9]+]", "")).distinct().toList();
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  /** Throws all problems together, if there are any. */
  void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new JobException(new ArrayList<>(sentences));
    }
  }

  /** {@code conf/airline.conf:12} for a file, else what the origin calls itself. */
  static String place(ConfigOrigin origin) {
    if (origin.filename() == null) {
      return origin.description().replaceAll(": [0-9]+$", "");
    }
    return origin.lineNumber() > 0
        ? origin.filename() + ":" + origin.lineNumber()
        : origin.filename();
  }
}
