package org.lockstep.driver.draft;

import java.util.Locale;

/**
 * What a column is for.
 *
 * @param why in words, for the job file
 */
record Role(ColumnLook column, Use use, String why) {
  /** In a network. */
  enum Use {
    TEXT,
    NUMERIC,
    CATEGORICAL,
    NONE
  }

  private static final int MOST_CATEGORIES = 50;

  /** Fewer are rather a name or a code. */
  private static final double FEWEST_WORDS = 3;

  static Role of(ColumnLook column) {
    if (column.distinct() < 2) {
      return new Role(
          column, Use.NONE, column.distinct() == 0 ? "always blank" : "always the same");
    }
    if (column.isNumeric()) {
      return column.isNamedLikeAnId() && column.isUnique()
          ? new Role(column, Use.NONE, "another number in every row, by its name an id")
          : new Role(column, Use.NUMERIC, blanks(column, "numbers"));
    }
    if (column.meanWords() >= FEWEST_WORDS && column.isUnique()) {
      String words = String.format(Locale.ROOT, "%.0f words in a row", column.meanWords());
      return new Role(column, Use.TEXT, words);
    }
    if (!column.more() && column.distinct() <= MOST_CATEGORIES) {
      String categories = column.distinct() + " categories";
      return new Role(column, Use.CATEGORICAL, blanks(column, categories));
    }
    String different = (column.more() ? "more than " : "") + column.distinct();
    return new Role(column, Use.NONE, different + " different values: neither text nor categories");
  }

  private static String blanks(ColumnLook column, String what) {
    return column.blanks() == 0 ? what : what + ", " + column.blanks() + " blank";
  }

  /** Features that it becomes in a table. */
  int width() {
    return use == Use.CATEGORICAL ? column.distinct() : 1;
  }
}
