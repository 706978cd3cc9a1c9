package org.lockstep.datasets.source;

/** What is known of a row and predicted for others. */
public enum Outcome {
  /** One class; column {@code label}. */
  CLASS,
  /** Any number of labels; column {@code label_set}. */
  LABELS,
  /** A share for each class; column {@code target}, an array. */
  SHARES,
  /** One number or several; column {@code target}, a number or an array. */
  NUMBERS,
  /** The features themselves, so no column of its own. */
  RECONSTRUCTION,
  /** Nothing: rows to predict. */
  NONE
}
