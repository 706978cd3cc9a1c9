package org.lockstep.trainer.table;

import java.io.Serializable;

/** A column of a {@link TableSpec}: read from the data, or derived from columns read. */
public sealed interface Column extends Serializable
    permits NumericColumn, CategoricalColumn, DerivedColumn {

  /** The name, unique in the table; of a column read, the name in the data. */
  String name();

  /** Refuses a blank name. */
  static void requireName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "a column's name must not be blank. Received: \"" + name + "\"");
    }
  }
}
