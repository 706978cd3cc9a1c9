package org.lockstep.trainer.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lockstep.trainer.feature.FeaturePipeline;

/**
 * Table rows to features: blanks filled, numbers scaled in double and rounded to float, categories
 * one-hot; in the order of the spec's columns.
 *
 * <p>Immutable and thread-safe. It holds records, so send it by Java serialisation.
 */
public final class TableFeatures implements FeaturePipeline {
  private static final long serialVersionUID = 1L;

  private final TableSpec spec;
  private final List<FittedNumeric> numeric;
  private final List<List<String>> categories;
  private final RowReader reader;
  private final List<String> names;

  /**
   * @param numeric one entry a numeric feature (read or derived), in feature order
   * @param categories the categories of each categorical column, in feature order, each list
   *     distinct
   */
  public TableFeatures(TableSpec spec, List<FittedNumeric> numeric, List<List<String>> categories) {
    this.spec = spec;
    this.reader = new RowReader(spec);
    this.numeric = List.copyOf(numeric);
    this.categories = categories.stream().map(List::copyOf).toList();
    if (numeric.size() != reader.features().size()
        || categories.size() != reader.categoricalNames().size()) {
      throw new IllegalArgumentException(
          "fitted numbers must be given for %d numeric features and %d categorical columns. Received: %d and %d"
              .formatted(
                  reader.features().size(),
                  reader.categoricalNames().size(),
                  numeric.size(),
                  categories.size()));
    }
    boolean drops = spec.numericBlanks().rule() == NumericBlanks.Rule.DROP;
    for (int i = 0; i < numeric.size(); i++) {
      if (Double.isNaN(numeric.get(i).fill()) != drops) {
        throw new IllegalArgumentException(
            "fill must be a number unless blanks drop the row. Received: %s (column \"%s\")"
                .formatted(numeric.get(i).fill(), reader.features().get(i).name()));
      }
    }
    for (int i = 0; i < categories.size(); i++) {
      if (new HashSet<>(categories.get(i)).size() != categories.get(i).size()) {
        throw new IllegalArgumentException(
            "categories must be distinct. Received: one twice (column \"%s\")"
                .formatted(reader.categoricalNames().get(i)));
      }
    }
    this.names = names();
  }

  private List<String> names() {
    List<String> all = new ArrayList<>();
    int categorical = 0;
    for (Column column : spec.columns()) {
      if (column instanceof CategoricalColumn) {
        for (String category : categories.get(categorical++)) {
          all.add(column.name() + "=" + category);
        }
      } else if (!(column instanceof NumericColumn n) || n.feature()) {
        all.add(column.name());
      }
    }
    return List.copyOf(all);
  }

  /**
   * One row as {@link #width()} floats.
   *
   * @param row the numeric columns' values, NaN for blank
   * @param words the categorical columns' values, null or empty for blank
   * @throws IllegalArgumentException if the row's shape is wrong, a blank drops it ({@link
   *     TableSpec#droppedFor}), or a feature is not a finite float
   */
  public float[] transform(double[] row, String[] words) {
    double[] values = reader.values(row, words);
    requireKept(reader.droppedFor(row, words));
    float[] features = new float[width()];
    int at = 0;
    int number = 0;
    int word = 0;
    for (Column column : spec.columns()) {
      if (column instanceof CategoricalColumn) {
        List<String> known = categories.get(word);
        int hot = known.indexOf(RowReader.isBlank(words[word]) ? "" : words[word]);
        if (hot >= 0) {
          features[at + hot] = 1;
        }
        at += known.size();
        word++;
      } else if (!(column instanceof NumericColumn n) || n.feature()) {
        features[at] = (float) numeric.get(number).apply(values[number]);
        if (!Float.isFinite(features[at])) {
          throw new IllegalArgumentException(
              "a scaled feature must be a finite float. Received: %s from %s (column \"%s\")"
                  .formatted(features[at], values[number], column.name()));
        }
        at++;
        number++;
      }
    }
    return features;
  }

  static void requireKept(Optional<String> droppedFor) {
    if (droppedFor.isPresent()) {
      throw new IllegalArgumentException(
          "a row must have a value here, since rows with blanks are dropped. Received: blank (column \"%s\")"
              .formatted(droppedFor.get()));
    }
  }

  @Override
  public Kind kind() {
    return Kind.TABLE;
  }

  @Override
  public int width() {
    return names.size();
  }

  /** The column's name, or {@code column=category}. */
  @Override
  public String featureName(int index) {
    return names.get(Objects.checkIndex(index, names.size()));
  }

  public TableSpec spec() {
    return spec;
  }

  /** One entry a numeric feature, in feature order. */
  public List<FittedNumeric> numeric() {
    return numeric;
  }

  /** One list a categorical column, in feature order. */
  public List<List<String>> categories() {
    return categories;
  }
}
