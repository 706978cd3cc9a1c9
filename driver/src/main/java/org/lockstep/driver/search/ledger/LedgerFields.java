package org.lockstep.driver.search.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a ledger's line, each of the kind that it must be.
 *
 * @param line the whole of it
 * @param place file and line, for messages
 */
record LedgerFields(JsonNode line, String place) {
  /**
   * A whole number that is not negative.
   *
   * @throws LedgerException if the field is missing or something else; as all the others here
   */
  int count(String name) {
    JsonNode node = line.path(name);
    return require(node.isInt() && node.intValue() >= 0, name, "a count", node).intValue();
  }

  long longNumber(String name) {
    JsonNode node = line.path(name);
    return require(node.isIntegralNumber() && node.canConvertToLong(), name, "a whole number", node)
        .longValue();
  }

  double number(String name) {
    return number(name, line.path(name));
  }

  boolean flag(String name) {
    JsonNode node = line.path(name);
    return require(node.isBoolean(), name, "true or false", node).booleanValue();
  }

  String text(String name) {
    JsonNode node = line.path(name);
    return require(node.isTextual(), name, "a text", node).textValue();
  }

  Map<String, Double> numbers(String name) {
    JsonNode node = line.path(name);
    require(node.isObject(), name, "an object of numbers", node);
    Map<String, Double> numbers = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(each -> numbers.put(each.getKey(), number(name, each.getValue())));
    return numbers;
  }

  /** Rows of as many numbers as there are columns. */
  double[][] rows(String name, int columns) {
    JsonNode node = line.path(name);
    require(node.isArray(), name, "rows of numbers", node);
    double[][] rows = new double[node.size()][];
    for (int i = 0; i < rows.length; i++) {
      JsonNode row = node.get(i);
      require(row.isArray() && row.size() == columns, name, "rows of " + columns + " numbers", row);
      rows[i] = new double[columns];
      for (int j = 0; j < columns; j++) {
        rows[i][j] = number(name, row.get(j));
      }
    }
    return rows;
  }

  /** JSON has no NaN and no infinity: they are written as texts. */
  private double number(String name, JsonNode node) {
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> require(false, name, "a number", node).doubleValue();
      };
    }
    return require(node.isNumber(), name, "a number", node).doubleValue();
  }

  private JsonNode require(boolean holds, String name, String kind, JsonNode node) {
    if (!holds) {
      throw new LedgerException(
          "the field %s of a ledger's line must be %s. Received: %s (%s)"
              .formatted(name, kind, node.isMissingNode() ? "nothing" : node, place));
    }
    return node;
  }
}
