package org.lockstep.trainer.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a table's rows become features. The order of {@code columns} is the order of the features:
 * one input a numeric feature or derived column, one a category of a categorical column.
 *
 * <p>A row is given as two arrays: the numeric columns' values and the categorical columns' values,
 * each in the order of {@code columns} (derived columns have no place in either).
 *
 * @param columns unique names; at least one feature
 * @param numericBlanks what happens to blank numeric features (default drop)
 * @param categoricalBlanks what happens to blank categories (default own_category)
 * @param scale scaling of numeric features (default standard)
 */
public record TableSpec(
    List<Column> columns,
    NumericBlanks numericBlanks,
    CategoricalBlanks categoricalBlanks,
    Scale scale)
    implements Serializable {

  public TableSpec {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    Set<String> numeric = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "column names must be unique. Received: \"%s\" twice".formatted(column.name()));
      }
      if (column instanceof NumericColumn) {
        numeric.add(column.name());
      }
    }
    for (Column column : columns) {
      if (column instanceof DerivedColumn derived && !numeric.containsAll(derived.operands())) {
        throw new IllegalArgumentException(
            "a derived column must be computed from numeric columns of the table, %s. Received: %s (column \"%s\")"
                .formatted(numeric.stream().sorted().toList(), derived.operands(), column.name()));
      }
    }
    if (columns.stream().noneMatch(c -> !(c instanceof NumericColumn n) || n.feature())) {
      throw new IllegalArgumentException("a table must have at least one feature. Received: none");
    }
  }

  /** Blank rows dropped (blank categories kept as a category), standard scale. */
  public static TableSpec of(List<Column> columns) {
    return new TableSpec(
        columns, NumericBlanks.drop(), CategoricalBlanks.OWN_CATEGORY, Scale.STANDARD);
  }

  public TableSpec withNumericBlanks(NumericBlanks numericBlanks) {
    return new TableSpec(columns, numericBlanks, categoricalBlanks, scale);
  }

  public TableSpec withCategoricalBlanks(CategoricalBlanks categoricalBlanks) {
    return new TableSpec(columns, numericBlanks, categoricalBlanks, scale);
  }

  public TableSpec withScale(Scale scale) {
    return new TableSpec(columns, numericBlanks, categoricalBlanks, scale);
  }

  /** Names of the numeric columns to read, features or not, in the order of a row's numbers. */
  public List<String> numericNames() {
    return columns.stream().filter(NumericColumn.class::isInstance).map(Column::name).toList();
  }

  /** Names of the categorical columns to read, in the order of a row's words. */
  public List<String> categoricalNames() {
    return columns.stream().filter(CategoricalColumn.class::isInstance).map(Column::name).toList();
  }

  /** The numeric features, read or derived, in feature order. */
  public List<Column> numericFeatures() {
    List<Column> features = new ArrayList<>();
    for (Column column : columns) {
      if (column instanceof DerivedColumn || (column instanceof NumericColumn n && n.feature())) {
        features.add(column);
      }
    }
    return features;
  }

  /**
   * The first column for whose blank this row must be dropped, if any (reason {@code blank_value}).
   *
   * @param numeric the numeric columns' values, NaN for blank
   * @param categorical the categorical columns' values, null or empty for blank
   */
  public Optional<String> droppedFor(double[] numeric, String[] categorical) {
    return new RowReader(this).droppedFor(numeric, categorical);
  }
}
