package org.lockstep.trainer.table;

/**
 * A column of words, one input a category (one-hot, categories ascending by code point); null or
 * the empty string is blank, a category not seen in training gives zeros.
 *
 * @param name the name in the data
 */
public record CategoricalColumn(String name) implements Column {
  public CategoricalColumn {
    Column.requireName(name);
  }
}
