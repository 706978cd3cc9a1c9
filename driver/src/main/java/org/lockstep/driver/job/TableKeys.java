package org.lockstep.driver.job;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.trainer.table.CategoricalBlanks;
import org.lockstep.trainer.table.CategoricalColumn;
import org.lockstep.trainer.table.Column;
import org.lockstep.trainer.table.NumericBlanks;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.RatioColumn;
import org.lockstep.trainer.table.Scale;
import org.lockstep.trainer.table.TableSpec;

/** The keys of {@code features} for tables, in both directions. */
final class TableKeys {
  private static final String NUMERIC = "numeric";
  private static final String CATEGORICAL = "categorical";
  private static final String RATIO = "ratio";

  private TableKeys() {}

  /**
   * @param preset the source's own columns, used where the job names none
   */
  static Optional<TableSpec> read(Section section, DataSpec preset) {
    List<Column> columns = new ArrayList<>();
    for (Section column : section.sections("columns", TableKeys::numericNamed)) {
      column(column).ifPresent(columns::add);
      column.finish();
    }
    if (!section.has("columns")) {
      preset.columns().numeric().forEach(name -> columns.add(NumericColumn.of(name)));
      preset.columns().categorical().forEach(name -> columns.add(new CategoricalColumn(name)));
    }
    addOperands(columns);
    String rule =
        section.word(
            "blanks", NumericBlanks.drop().rule().word(), Words.of(NumericBlanks.Rule.values()));
    double constant = section.number("blankValue", 0);
    boolean drop = rule.equals(NumericBlanks.Rule.DROP.word());
    String categorical =
        section.word(
            "categoricalBlanks",
            (drop ? CategoricalBlanks.DROP : CategoricalBlanks.OWN_CATEGORY).word(),
            Words.of(CategoricalBlanks.values()));
    if (drop != categorical.equals(CategoricalBlanks.DROP.word())) {
      section.reject(
          "categoricalBlanks",
          "drop where features.blanks is drop, and own_category where blanks are filled");
    }
    String scale = section.word("scale", Scale.STANDARD.word(), Words.of(Scale.values()));
    Optional<NumericBlanks> blanks =
        section.build(
            "blankValue",
            () -> new NumericBlanks(Words.parse(NumericBlanks.Rule.class, rule), constant));
    return blanks.flatMap(
        numeric ->
            section.build(
                () ->
                    new TableSpec(
                        columns,
                        numeric,
                        Words.parse(CategoricalBlanks.class, categorical),
                        Words.parse(Scale.class, scale))));
  }

  static Map<String, Object> write(TableSpec spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("columns", spec.columns().stream().map(TableKeys::write).toList());
    keys.put("blanks", spec.numericBlanks().rule().word());
    keys.put("blankValue", spec.numericBlanks().constant());
    keys.put("categoricalBlanks", spec.categoricalBlanks().word());
    keys.put("scale", spec.scale().word());
    return keys;
  }

  /** A column given by its name alone is a numeric feature. */
  private static ConfigObject numericNamed(String name) {
    return ConfigValueFactory.fromMap(Map.of("name", name));
  }

  private static Optional<? extends Column> column(Section section) {
    if (!section.has("name")) {
      section.missing("name");
    }
    String name = section.text("name", "?");
    String type = section.word("type", NUMERIC, List.of(NUMERIC, CATEGORICAL, RATIO));
    return switch (type) {
      case RATIO -> ratio(section, name);
      case CATEGORICAL -> section.build(() -> new CategoricalColumn(name));
      default -> {
        boolean feature = section.flag("feature", true);
        yield section.build(() -> new NumericColumn(name, feature));
      }
    };
  }

  private static Optional<RatioColumn> ratio(Section section, String name) {
    Optional<String> numerator = section.optionalText("numerator");
    Optional<String> denominator = section.optionalText("denominator");
    if (numerator.isEmpty()) {
      section.missing("numerator");
    }
    if (denominator.isEmpty()) {
      section.missing("denominator");
    }
    if (numerator.isEmpty() || denominator.isEmpty()) {
      return Optional.empty();
    }
    return section.build(() -> new RatioColumn(name, numerator.get(), denominator.get()));
  }

  /** Columns that only ratios need are read, but are no features. */
  private static void addOperands(List<Column> columns) {
    Set<String> needed = new LinkedHashSet<>();
    for (Column column : columns) {
      if (column instanceof RatioColumn ratio) {
        needed.addAll(ratio.operands());
      }
    }
    columns.forEach(column -> needed.remove(column.name()));
    needed.forEach(name -> columns.add(NumericColumn.forDeriving(name)));
  }

  private static Map<String, Object> write(Column column) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", column.name());
    if (column instanceof NumericColumn numeric) {
      keys.put("type", NUMERIC);
      keys.put("feature", numeric.feature());
    } else if (column instanceof CategoricalColumn) {
      keys.put("type", CATEGORICAL);
    } else if (column instanceof RatioColumn ratio) {
      keys.put("type", RATIO);
      keys.put("numerator", ratio.numerator());
      keys.put("denominator", ratio.denominator());
    }
    return keys;
  }
}
