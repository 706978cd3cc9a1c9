package org.lockstep.datasets.source;

/** How the labels of a row are written. */
public enum LabelEncoding {
  /** One column with the row's one class. */
  CLASS,
  /** One or more columns, each with any number of labels between separators. */
  LIST,
  /** A column a label, 1 where the row has it, otherwise 0. */
  COLUMNS,
  /** A column a class, 1 for the row's one class, 0 for the others. */
  ONE_HOT,
  /** A column a class with the class's share of the row; the shares add up to 1. */
  DISTRIBUTION;

  /** Whether every label has a column of its name. */
  public boolean hasColumnPerLabel() {
    return this == COLUMNS || this == ONE_HOT || this == DISTRIBUTION;
  }
}
