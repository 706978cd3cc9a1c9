package org.lockstep.trainer.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lockstep.trainer.text.Vocabulary;

/**
 * Statistics of the training rows: add rows, merge with other statistics, finish. The finished
 * numbers have the same bits for any order of rows and any grouping: sums are exact, medians sort,
 * categories are a sorted set.
 */
public final class TableStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TableSpec spec;
  private final RowReader reader;
  private final List<ColumnStatistics> numeric = new ArrayList<>();
  private final List<TreeSet<String>> categories = new ArrayList<>();

  public TableStatistics(TableSpec spec) {
    this.spec = spec;
    this.reader = new RowReader(spec);
    boolean median = spec.numericBlanks().rule() == NumericBlanks.Rule.MEDIAN;
    reader.features().forEach(feature -> numeric.add(new ColumnStatistics(median)));
    reader.categoricalNames().forEach(name -> categories.add(new TreeSet<>()));
  }

  /**
   * Adds a row that {@link TableSpec#droppedFor} keeps.
   *
   * @param row the numeric columns' values, NaN for blank
   * @param words the categorical columns' values, null or empty for blank
   */
  public void add(double[] row, String[] words) {
    double[] values = reader.values(row, words);
    TableFeatures.requireKept(reader.droppedFor(row, words));
    for (int i = 0; i < values.length; i++) {
      numeric.get(i).add(values[i]);
    }
    for (int i = 0; i < words.length; i++) {
      categories.get(i).add(RowReader.isBlank(words[i]) ? "" : words[i]);
    }
  }

  /** Adds what {@code other}, of the same spec, has seen. */
  public void merge(TableStatistics other) {
    if (!spec.equals(other.spec)) {
      throw new IllegalArgumentException(
          "statistics of one spec must be merged. Received: %s and %s".formatted(spec, other.spec));
    }
    for (int i = 0; i < numeric.size(); i++) {
      numeric.get(i).merge(other.numeric.get(i));
    }
    for (int i = 0; i < categories.size(); i++) {
      categories.get(i).addAll(other.categories.get(i));
    }
  }

  /** The fitted pipeline; the statistics may go on growing. */
  public TableFeatures finish() {
    List<FittedNumeric> fitted = new ArrayList<>();
    for (int i = 0; i < numeric.size(); i++) {
      String name = reader.features().get(i).name();
      fitted.add(numeric.get(i).finish(name, spec.numericBlanks(), spec.scale()));
    }
    List<List<String>> sorted = new ArrayList<>();
    for (Set<String> names : categories) {
      sorted.add(names.stream().sorted(Vocabulary.BY_CODE_POINT).toList());
    }
    return new TableFeatures(spec, fitted, sorted);
  }
}
