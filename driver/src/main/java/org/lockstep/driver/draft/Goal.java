package org.lockstep.driver.draft;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.datasets.check.DataException;

/**
 * What is to be predicted.
 *
 * @param column the label's or the target's
 * @param classes sorted; none if it is a number
 * @param why what spoke for this column
 */
record Goal(ColumnLook column, List<String> classes, String why) {
  /** Numbers with as many different values are rather measured than classes. */
  private static final int MOST_NUMBERED_CLASSES = 20;

  private static final List<String> NAMES =
      List.of("label", "class", "target", "y", "sentiment", "category", "outcome", "species");

  /**
   * @param wanted the user's choice
   * @throws DataException if there is no such column, or nothing to learn from it
   */
  static Goal of(DataLook look, Optional<String> wanted) {
    Goal goal = wanted.map(name -> asked(look, name)).orElseGet(() -> guessed(look));
    ColumnLook column = goal.column();
    if (column.distinct() < 2) {
      throw DataException.bad(
          "what is predicted must have at least two different values. Received: %d in column %s"
              + " (%s); choose another with --label",
          column.distinct(), column.name(), look.path());
    }
    if (!goal.isNumber() && column.more()) {
      throw DataException.bad(
          "a label must have at most %d classes. Received: more in column %s (%s); choose another"
              + " with --label",
          ColumnLook.KEPT, column.name(), look.path());
    }
    return goal;
  }

  private static Goal asked(DataLook look, String name) {
    return look.column(name)
        .map(column -> of(column, "as you said"))
        .orElseThrow(
            () ->
                DataException.bad(
                    "--label must be one of the columns %s. Received: %s (%s)",
                    look.records().names(), name, look.path()));
  }

  private static Goal guessed(DataLook look) {
    for (String name : NAMES) {
      for (ColumnLook column : look.columns()) {
        if (column.name().toLowerCase(Locale.ROOT).equals(name)) {
          return of(column, "by its name");
        }
      }
    }
    return of(look.columns().get(look.columns().size() - 1), "the last column");
  }

  private static Goal of(ColumnLook column, String why) {
    boolean number =
        column.isNumeric() && !(column.isInteger() && column.distinct() <= MOST_NUMBERED_CLASSES);
    return new Goal(column, number ? List.of() : column.sorted(), why);
  }

  boolean isNumber() {
    return classes.isEmpty();
  }

  /** Outputs of the network. */
  int outputs() {
    return classes.size() <= 2 ? 1 : classes.size();
  }

  /**
   * A power of ten that brings numbers in the thousands and above to some ones; 0 if none need it.
   */
  int scaleExponent() {
    double largest = isNumber() ? column.largest() : 0;
    return largest < 1000 ? 0 : -(int) Math.floor(Math.log10(largest));
  }

  /** How many rows of the largest class come to one of the smallest. */
  double imbalance() {
    return isNumber()
        ? 1
        : (double) Collections.max(column.counts()) / Collections.min(column.counts());
  }
}
