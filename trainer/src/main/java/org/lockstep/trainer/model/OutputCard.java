package org.lockstep.trainer.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.network.OutputSpec;

/**
 * A chosen output as JSON: {@code {"type": "step"}}, or {@code {"type": "bounded", "lower": 0,
 * "upper": 1}} with the bounds that there are.
 */
final class OutputCard {
  private static final String STEP = "step";
  private static final String BOUNDED = "bounded";

  private OutputCard() {}

  static Map<String, Object> write(OutputSpec output) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", STEP);
    if (output instanceof OutputSpec.Bounded bounded) {
      json.put("type", BOUNDED);
      if (bounded.hasLower()) {
        json.put("lower", bounded.lower());
      }
      if (bounded.hasUpper()) {
        json.put("upper", bounded.upper());
      }
    }
    return json;
  }

  static OutputSpec read(CardFields json) {
    if (json.word("type", List.of(STEP, BOUNDED)).equals(STEP)) {
      json.only("type");
      return new OutputSpec.Threshold();
    }
    json.only("type", "lower", "upper");
    return new OutputSpec.Bounded(
        bound(json, "lower", Double.NEGATIVE_INFINITY),
        bound(json, "upper", Double.POSITIVE_INFINITY));
  }

  private static double bound(CardFields json, String name, double none) {
    return json.names().contains(name) ? json.number(name) : none;
  }
}
