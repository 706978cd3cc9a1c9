package org.lockstep.trainer.data;

import java.util.Locale;

/** Which part of the data a row belongs to. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** The name in files and tables: {@code train}, {@code validation}, {@code test}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
