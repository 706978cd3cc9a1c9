package org.lockstep.trainer.table;

/**
 * A column of numbers; NaN is blank.
 *
 * @param name the name in the data
 * @param feature whether it is a feature itself; false: it is read for derived columns only
 */
public record NumericColumn(String name, boolean feature) implements Column {
  public NumericColumn {
    Column.requireName(name);
  }

  /** A numeric column that is a feature. */
  public static NumericColumn of(String name) {
    return new NumericColumn(name, true);
  }

  /** A numeric column that is read for derived columns only. */
  public static NumericColumn forDeriving(String name) {
    return new NumericColumn(name, false);
  }
}
