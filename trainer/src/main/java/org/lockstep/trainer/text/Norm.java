package org.lockstep.trainer.text;

import java.util.Locale;

/** The length that every TF-IDF row is scaled to. */
public enum Norm {
  /** Values as tf·idf gives them. */
  NONE,
  /** Euclidean length 1; a row without known terms stays empty. */
  L2;

  /** The word in job files and cards: {@code none}, {@code l2}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
