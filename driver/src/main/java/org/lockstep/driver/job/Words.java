package org.lockstep.driver.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An enum's constants as words of a job file: lower case. */
final class Words {
  private Words() {}

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static List<String> of(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Words::word).toList();
  }

  /** The constant of a word that {@link #of} lists. */
  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
