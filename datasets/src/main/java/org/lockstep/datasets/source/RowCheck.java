package org.lockstep.datasets.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;
import org.lockstep.datasets.source.ColumnSpec.Blanks;
import org.lockstep.datasets.source.Examples.Kind;

/**
 * Turns a raw record into a row of {@link CheckedColumns}: either with its values, or with the
 * reason why it is rejected and nothing else.
 */
final class RowCheck implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String TEST = "test";

  private final Kind kind;

  /** Null for rows without an outcome. */
  private final OutcomeCheck outcome;

  /** Null for rows that count 1. */
  private final WeightCheck weight;

  /** What a row is grouped by, for messages; null where rows are not grouped. */
  private final String group;

  /** Whether the data's own test rows stand apart from all splits, and so need no group. */
  private final boolean ownTest;

  private final int inputCells;
  private final boolean dropBlanks;
  private final int vectorSize;
  private final ArrayList<String> numeric;
  private final ArrayList<String> categorical;
  private final ArrayList<String> divisors;
  private final String textColumn;

  RowCheck(DataSpec spec) {
    kind = CheckedColumns.kind(spec);
    outcome = hasOwn(spec.outcome()) ? OutcomeCheck.of(spec) : null;
    weight = spec.columns().weight().map(WeightCheck::new).orElse(null);
    group = spec.split().group().orElse(null);
    ownTest = spec.split().ownTest();
    dropBlanks = spec.columns().blanks() == Blanks.DROP;
    vectorSize = spec.format().vectorSize();
    numeric = new ArrayList<>(spec.columns().numeric());
    categorical = new ArrayList<>(spec.columns().categorical());
    divisors = new ArrayList<>(spec.columns().divisors());
    textColumn = spec.columns().text().orElse("");
    inputCells = kind == Kind.TABLE ? numeric.size() + categorical.size() : 1;
  }

  /** Whether the outcome stands in cells of its own. */
  private static boolean hasOwn(Outcome outcome) {
    return outcome != Outcome.NONE && outcome != Outcome.RECONSTRUCTION;
  }

  /** The columns that a reader's cells must hold, in this order: the group's is the last. */
  static List<String> cells(DataSpec spec) {
    List<String> cells = cells(spec.columns());
    spec.split().group().ifPresent(cells::add);
    return cells;
  }

  /** The same of rows that are not grouped. */
  static List<String> cells(ColumnSpec columns) {
    List<String> cells = new ArrayList<>();
    columns.text().ifPresent(cells::add);
    cells.addAll(columns.numeric());
    cells.addAll(columns.categorical());
    columns.label().ifPresent(label -> cells.addAll(label.columns()));
    columns.target().ifPresent(target -> cells.addAll(target.columns()));
    columns.weight().ifPresent(cells::add);
    return cells;
  }

  Row check(RawRecord raw) {
    List<Object> inputs = new ArrayList<>();
    ContentHash hash = new ContentHash();
    Problem problem = raw.problem() == null ? inputs(raw.cells(), inputs, hash) : raw.problem();
    Object value = null;
    int ungrouped = raw.cells().length - (group == null ? 0 : 1);
    if (problem == null && outcome != null) {
      int end = ungrouped - (weight == null ? 0 : 1);
      List<String> cells =
          Arrays.stream(raw.cells(), inputCells, end).map(RowCheck::strip).toList();
      problem = outcome.problem(cells);
      value = problem == null ? outcome.value(cells, hash) : null;
    }
    double counts = 1;
    if (problem == null && weight != null) {
      String cell = strip(raw.cells()[ungrouped - 1]);
      problem = weight.problem(cell);
      counts = problem == null ? weight.value(cell) : 1;
    }
    long[] content = hash.finish();
    Long together = null;
    if (problem == null && group != null && !(ownTest && TEST.equals(raw.part()))) {
      String cell = strip(raw.cells()[ungrouped]);
      problem = cell.isEmpty() ? new Problem(Reasons.BLANK_GROUP, group, "") : null;
      hash.text(cell);
      together = hash.finish()[0];
    }
    return row(raw, problem, inputs, value, counts, content, together);
  }

  private Row row(
      RawRecord raw,
      Problem problem,
      List<Object> inputs,
      Object value,
      double counts,
      long[] hash,
      Long together) {
    List<Object> row = new ArrayList<>();
    row.add(raw.file());
    row.add(raw.record());
    row.add(raw.line());
    row.add(raw.part());
    for (int i = 0; i < (kind == Kind.TEXT ? 1 : 2); i++) {
      row.add(problem == null ? inputs.get(i) : null);
    }
    if (outcome != null) {
      row.add(problem == null ? value : null);
    }
    row.add(counts);
    row.add(hash[0]);
    row.add(hash[1]);
    if (group != null) {
      row.add(problem == null ? together : null);
    }
    row.add(problem == null ? null : problem.reason());
    row.add(problem == null ? null : problem.column());
    row.add(problem == null ? null : problem.value());
    return RowFactory.create(row.toArray());
  }

  private Problem inputs(String[] cells, List<Object> inputs, ContentHash hash) {
    return switch (kind) {
      case TEXT -> text(cells[0], inputs, hash);
      case TABLE -> table(cells, inputs, hash);
      case VECTOR -> vector(cells[0], inputs, hash);
    };
  }

  private Problem text(String text, List<Object> inputs, ContentHash hash) {
    if (text == null || text.isBlank()) {
      return new Problem(Reasons.EMPTY_TEXT, textColumn, text == null ? "" : Excerpt.of(text));
    }
    inputs.add(text);
    hash.text(text);
    return null;
  }

  private Problem table(String[] cells, List<Object> inputs, ContentHash hash) {
    double[] numbers = new double[numeric.size()];
    for (int i = 0; i < numbers.length; i++) {
      String cell = strip(cells[i]);
      if (cell.isEmpty()) {
        if (dropBlanks) {
          return new Problem(Reasons.BLANK_VALUE, numeric.get(i), "");
        }
        numbers[i] = Double.NaN;
        continue;
      }
      numbers[i] = Numbers.parse(cell);
      if (Double.isNaN(numbers[i])) {
        return new Problem(Numbers.problem(cell), numeric.get(i), Excerpt.of(cell));
      }
      if (numbers[i] == 0 && dropBlanks && divisors.contains(numeric.get(i))) {
        return new Problem(Reasons.ZERO_DIVISOR, numeric.get(i), Excerpt.of(cell));
      }
    }
    String[] categories = new String[categorical.size()];
    for (int i = 0; i < categories.length; i++) {
      String cell = strip(cells[numbers.length + i]);
      if (cell.isEmpty() && dropBlanks) {
        return new Problem(Reasons.BLANK_VALUE, categorical.get(i), "");
      }
      categories[i] = cell.isEmpty() ? null : cell;
    }
    inputs.add(numbers);
    inputs.add(categories);
    hash.numbers(numbers);
    hash.categories(categories);
    return null;
  }

  private Problem vector(String text, List<Object> inputs, ContentHash hash) {
    SparseEntries entries = SparseEntries.parse(text, vectorSize);
    inputs.add(entries.indices());
    inputs.add(entries.values());
    hash.vector(entries.indices(), entries.values());
    return entries.problem();
  }

  private static String strip(String cell) {
    return cell == null ? "" : cell.strip();
  }
}
