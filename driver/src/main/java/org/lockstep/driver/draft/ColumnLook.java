package org.lockstep.driver.draft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What one column holds, in as much memory as {@value #KEPT} different values take. */
final class ColumnLook {
  /** Different values that are told apart. */
  static final int KEPT = 1000;

  /** Longer ones are text, of which the beginning tells as much. */
  private static final int KEPT_CHARACTERS = 200;

  private final String name;
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private boolean more;
  private long values;
  private long blanks;
  private long numbers;
  private long integers;
  private long words;
  private double largest;

  ColumnLook(String name) {
    this.name = name;
  }

  void take(String cell) {
    String value = cell.strip();
    if (value.isEmpty()) {
      blanks++;
      return;
    }
    values++;
    words += value.split("\\s+").length;
    if (isNumber(value)) {
      double number = Double.parseDouble(value);
      numbers++;
      integers += number % 1 == 0 ? 1 : 0;
      largest = Math.max(largest, Math.abs(number));
    }
    count(value.substring(0, Math.min(value.length(), KEPT_CHARACTERS)));
  }

  private void count(String value) {
    if (counts.containsKey(value) || counts.size() < KEPT) {
      counts.merge(value, 1L, Long::sum);
    } else {
      more = true;
    }
  }

  private static boolean isNumber(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value)) && !value.matches(".*[dDfFxX]$");
    } catch (NumberFormatException e) {
      return false;
    }
  }

  String name() {
    return name;
  }

  /** Rows in which it is not blank. */
  long values() {
    return values;
  }

  long blanks() {
    return blanks;
  }

  /** Different values, {@value #KEPT} at most. */
  int distinct() {
    return counts.size();
  }

  /** Whether there are more than {@link #distinct}. */
  boolean more() {
    return more;
  }

  boolean isNumeric() {
    return values > 0 && numbers == values;
  }

  boolean isInteger() {
    return isNumeric() && integers == values;
  }

  /** The largest size of its numbers. */
  double largest() {
    return largest;
  }

  /** Words in a value, on average. */
  double meanWords() {
    return values == 0 ? 0 : (double) words / values;
  }

  /** The different values, sorted as text; those of {@link #KEPT} that came first. */
  List<String> sorted() {
    return new ArrayList<>(counts.keySet());
  }

  /** How many rows have each of the values of {@link #sorted}. */
  Collection<Long> counts() {
    return counts.values();
  }

  /** A name that people give to numbers of rows. */
  boolean isNamedLikeAnId() {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("id")
        || lower.equals("index")
        || lower.endsWith("_id")
        || lower.endsWith("uuid");
  }

  /** Whether it hardly repeats itself. */
  boolean isUnique() {
    return more || values > 20 && distinct() > 0.9 * values;
  }
}
