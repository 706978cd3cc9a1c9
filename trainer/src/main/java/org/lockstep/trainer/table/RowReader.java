package org.lockstep.trainer.table;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Checks a row's two arrays against the spec and computes its numeric features, blanks as NaN. */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TableSpec spec;
  private final List<String> numericNames;
  private final List<String> categoricalNames;
  private final List<Column> features;

  /** Places of each feature's operands among the row's numbers; a column read has itself. */
  private final int[][] operands;

  RowReader(TableSpec spec) {
    this.spec = spec;
    this.numericNames = spec.numericNames();
    this.categoricalNames = spec.categoricalNames();
    this.features = spec.numericFeatures();
    this.operands = new int[features.size()][];
    for (int i = 0; i < operands.length; i++) {
      Column column = features.get(i);
      List<String> from =
          column instanceof DerivedColumn derived ? derived.operands() : List.of(column.name());
      operands[i] = from.stream().mapToInt(numericNames::indexOf).toArray();
    }
  }

  List<String> categoricalNames() {
    return categoricalNames;
  }

  List<Column> features() {
    return features;
  }

  /** The numeric features of a row, in feature order; NaN is blank. */
  double[] values(double[] numeric, String[] categorical) {
    if (numeric.length != numericNames.size() || categorical.length != categoricalNames.size()) {
      throw new IllegalArgumentException(
          "a row must hold %d numbers %s and %d categories %s. Received: %d and %d"
              .formatted(
                  numericNames.size(),
                  numericNames,
                  categoricalNames.size(),
                  categoricalNames,
                  numeric.length,
                  categorical.length));
    }
    for (int i = 0; i < numeric.length; i++) {
      if (Double.isInfinite(numeric[i])) {
        throw new IllegalArgumentException(
            "a number must be finite, or NaN for blank. Received: %s (column \"%s\")"
                .formatted(numeric[i], numericNames.get(i)));
      }
    }
    double[] values = new double[operands.length];
    for (int i = 0; i < values.length; i++) {
      if (features.get(i) instanceof DerivedColumn derived) {
        double[] from = new double[operands[i].length];
        for (int k = 0; k < from.length; k++) {
          from[k] = numeric[operands[i][k]];
        }
        values[i] = derived.value(from);
      } else {
        values[i] = numeric[operands[i][0]];
      }
    }
    return values;
  }

  Optional<String> droppedFor(double[] numeric, String[] categorical) {
    double[] values = values(numeric, categorical);
    if (spec.numericBlanks().rule() == NumericBlanks.Rule.DROP) {
      for (int i = 0; i < values.length; i++) {
        if (Double.isNaN(values[i])) {
          return Optional.of(features.get(i).name());
        }
      }
    }
    if (spec.categoricalBlanks() == CategoricalBlanks.DROP) {
      for (int i = 0; i < categorical.length; i++) {
        if (isBlank(categorical[i])) {
          return Optional.of(categoricalNames.get(i));
        }
      }
    }
    return Optional.empty();
  }

  static boolean isBlank(String category) {
    return category == null || category.isEmpty();
  }
}
