package org.lockstep.trainer.table;

import java.util.Locale;

/** What happens to a blank in a categorical column. */
public enum CategoricalBlanks {
  /** The row is rejected, reason {@code blank_value}. */
  DROP,
  /** Blank is a category of its own, the empty string, if the training split has one. */
  OWN_CATEGORY;

  /** The word in job files and cards: {@code drop}, {@code own_category}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
