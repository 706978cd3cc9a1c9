package org.lockstep.trainer.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.decision.Thresholds;

/**
 * Thresholds as JSON: {@code {"values": [0.31, 0.5]}}, and where they were tuned {@code "tuning":
 * {"metric": "f1", "split": "validation", "scores": [0.71, 0.64]}}.
 */
final class ThresholdCard {
  private ThresholdCard() {}

  static Map<String, Object> write(Thresholds thresholds) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("values", thresholds.values());
    if (!thresholds.tunedF1().isEmpty()) {
      Map<String, Object> tuning = new LinkedHashMap<>();
      tuning.put("metric", "f1");
      tuning.put("split", "validation");
      tuning.put("scores", thresholds.tunedF1());
      json.put("tuning", tuning);
    }
    return json;
  }

  static Thresholds read(CardFields json) {
    json.only("values", "tuning");
    List<Double> values = Arrays.stream(json.numbers("values")).boxed().toList();
    if (!json.names().contains("tuning")) {
      return Thresholds.of(values);
    }
    CardFields tuning = json.object("tuning");
    tuning.only("metric", "split", "scores");
    tuning.word("metric", List.of("f1"));
    tuning.word("split", List.of("validation"));
    return new Thresholds(values, Arrays.stream(tuning.numbers("scores")).boxed().toList());
  }
}
