package org.lockstep.trainer.table;

import java.util.Locale;

/** How numeric features are scaled, by the training split's values after filling blanks. */
public enum Scale {
  /** As they are. */
  NONE,
  /**
   * (x − mean) / standard deviation of the population, as scikit-learn's StandardScaler; a column
   * without variance is divided by 1.
   */
  STANDARD,
  /** (x − min) / (max − min), as scikit-learn's MinMaxScaler; a constant column is divided by 1. */
  MIN_MAX;

  /** The word in job files and cards: {@code none}, {@code standard}, {@code min_max}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
