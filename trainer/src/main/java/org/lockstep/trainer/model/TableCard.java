package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.table.CategoricalBlanks;
import org.lockstep.trainer.table.CategoricalColumn;
import org.lockstep.trainer.table.Column;
import org.lockstep.trainer.table.FittedNumeric;
import org.lockstep.trainer.table.NumericBlanks;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.RatioColumn;
import org.lockstep.trainer.table.Scale;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.table.TableSpec;

/** Table features as JSON: the columns, the choices, the fitted numbers and categories. */
final class TableCard {
  private TableCard() {}

  static Map<String, Object> write(TableFeatures features) {
    TableSpec spec = features.spec();
    Map<String, Object> blanks = new LinkedHashMap<>();
    blanks.put("rule", spec.numericBlanks().rule().word());
    blanks.put("constant", spec.numericBlanks().constant());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "table");
    json.put("columns", spec.columns().stream().map(TableCard::writeColumn).toList());
    json.put("numericBlanks", blanks);
    json.put("categoricalBlanks", spec.categoricalBlanks().word());
    json.put("scale", spec.scale().word());
    json.put("numeric", features.numeric().stream().map(TableCard::writeNumeric).toList());
    json.put("categories", features.categories());
    return json;
  }

  static TableFeatures read(CardFields json) {
    json.only(
        "kind", "columns", "numericBlanks", "categoricalBlanks", "scale", "numeric", "categories");
    List<Column> columns = new ArrayList<>();
    for (CardFields column : json.objects("columns")) {
      columns.add(readColumn(column));
    }
    CardFields blanks = json.object("numericBlanks");
    blanks.only("rule", "constant");
    TableSpec spec =
        new TableSpec(
            columns,
            new NumericBlanks(
                blanks.constant("rule", NumericBlanks.Rule.values(), NumericBlanks.Rule::word),
                blanks.number("constant")),
            json.constant("categoricalBlanks", CategoricalBlanks.values(), CategoricalBlanks::word),
            json.constant("scale", Scale.values(), Scale::word));
    List<FittedNumeric> numeric = new ArrayList<>();
    for (CardFields fitted : json.objects("numeric")) {
      numeric.add(readNumeric(fitted));
    }
    return new TableFeatures(spec, numeric, json.stringLists("categories"));
  }

  private static Map<String, Object> writeColumn(Column column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    if (column instanceof NumericColumn numeric) {
      json.put("type", "numeric");
      json.put("feature", numeric.feature());
    } else if (column instanceof CategoricalColumn) {
      json.put("type", "categorical");
    } else if (column instanceof RatioColumn ratio) {
      json.put("type", "ratio");
      json.put("numerator", ratio.numerator());
      json.put("denominator", ratio.denominator());
    }
    return json;
  }

  private static Column readColumn(CardFields json) {
    String name = json.string("name");
    switch (json.word("type", List.of("numeric", "categorical", "ratio"))) {
      case "numeric":
        json.only("name", "type", "feature");
        return new NumericColumn(name, json.bool("feature"));
      case "categorical":
        json.only("name", "type");
        return new CategoricalColumn(name);
      default:
        json.only("name", "type", "numerator", "denominator");
        return new RatioColumn(name, json.string("numerator"), json.string("denominator"));
    }
  }

  /** A fill of null means that blanks drop the row. */
  private static Map<String, Object> writeNumeric(FittedNumeric fitted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fill", Double.isNaN(fitted.fill()) ? null : fitted.fill());
    json.put("shift", fitted.shift());
    json.put("divisor", fitted.divisor());
    return json;
  }

  private static FittedNumeric readNumeric(CardFields json) {
    json.only("fill", "shift", "divisor");
    double fill = json.any("fill") == null ? Double.NaN : json.number("fill");
    return new FittedNumeric(fill, json.number("shift"), json.number("divisor"));
  }
}
