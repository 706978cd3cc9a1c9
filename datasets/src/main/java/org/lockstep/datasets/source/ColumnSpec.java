package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns are read, and as what.
 *
 * @param text the column with the text, for text data
 * @param numeric columns of numbers, for tables; this order is the order of {@code numeric}
 * @param categorical columns of categories, for tables
 * @param label the columns with the class or labels; empty for regression and for unlabelled rows
 * @param target the columns with the numbers to predict; empty for classification
 * @param blanks what happens to a row with a blank among its numeric or categorical values
 * @param divisors numeric columns that a feature divides by: where blanks drop a row, a 0 there
 *     leaves the quotient blank, and the row is rejected, reason {@code zero_divisor}
 * @param weight the column with how much a row counts, a number from 0 on; empty where every row
 *     counts 1
 */
public record ColumnSpec(
    Optional<String> text,
    List<String> numeric,
    List<String> categorical,
    Optional<LabelSpec> label,
    Optional<TargetSpec> target,
    Blanks blanks,
    List<String> divisors,
    Optional<String> weight) {

  /** What happens to a row with a blank value. */
  public enum Blanks {
    /** The blank stays, as NaN or null, for the feature pipeline to fill. */
    KEEP,
    /** The row is rejected, reason {@code blank_value}. */
    DROP
  }

  public ColumnSpec {
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
    divisors = List.copyOf(divisors);
    if (!numeric.containsAll(divisors)) {
      throw new IllegalArgumentException(
          "divisors must be numeric columns, %s. Received: %s".formatted(numeric, divisors));
    }
    if (text.isPresent() && !(numeric.isEmpty() && categorical.isEmpty())) {
      throw new IllegalArgumentException(
          "columns must be either text or numeric and categorical. Received: text = %s, numeric = %s, categorical = %s"
              .formatted(text.get(), numeric, categorical));
    }
    if (label.isPresent() && target.isPresent()) {
      throw new IllegalArgumentException(
          "data must have either a label or a target. Received: label = %s, target = %s"
              .formatted(label.get().columns(), target.get().columns()));
    }
    List<String> inputs = new ArrayList<>(numeric);
    inputs.addAll(categorical);
    text.ifPresent(inputs::add);
    label.ifPresent(l -> inputs.addAll(l.columns()));
    target.ifPresent(t -> inputs.addAll(t.columns()));
    weight.ifPresent(inputs::add);
    Set<String> seen = new HashSet<>();
    for (String column : inputs) {
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            "a column must be used once. Received: %s, twice".formatted(column));
      }
    }
  }

  /** No feature is a quotient, and every row counts 1. */
  public ColumnSpec(
      Optional<String> text,
      List<String> numeric,
      List<String> categorical,
      Optional<LabelSpec> label,
      Optional<TargetSpec> target,
      Blanks blanks) {
    this(text, numeric, categorical, label, target, blanks, List.of(), Optional.empty());
  }

  /** The same with a column that says how much a row counts, or with none. */
  public ColumnSpec withWeight(Optional<String> column) {
    return new ColumnSpec(text, numeric, categorical, label, target, blanks, divisors, column);
  }

  /** A text and its class. */
  public static ColumnSpec text(String text, String label) {
    return new ColumnSpec(
        Optional.of(text),
        List.of(),
        List.of(),
        Optional.of(LabelSpec.of(label)),
        Optional.empty(),
        Blanks.KEEP);
  }

  /** The same inputs without label, target or weight, for rows to predict. */
  public ColumnSpec unlabelled() {
    return new ColumnSpec(
        text,
        numeric,
        categorical,
        Optional.empty(),
        Optional.empty(),
        blanks,
        divisors,
        Optional.empty());
  }
}
