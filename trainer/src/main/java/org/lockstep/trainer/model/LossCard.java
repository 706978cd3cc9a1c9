package org.lockstep.trainer.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.network.LossSpec;

/** A loss as JSON: {@code {"type": "huber", "delta": 1.0}}. */
final class LossCard {
  private LossCard() {}

  static Map<String, Object> write(LossSpec loss) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", loss.name());
    if (loss instanceof LossSpec.CrossEntropy choice) {
      json.put("labelSmoothing", choice.labelSmoothing());
    } else if (loss instanceof LossSpec.Focal choice) {
      json.put("gamma", choice.gamma());
    } else if (loss instanceof LossSpec.Huber choice) {
      json.put("delta", choice.delta());
    }
    return json;
  }

  static LossSpec read(CardFields json) {
    switch (json.word("type", LossSpec.names())) {
      case "cross_entropy":
        json.only("type", "labelSmoothing");
        return new LossSpec.CrossEntropy(json.number("labelSmoothing"));
      case "focal":
        json.only("type", "gamma");
        return new LossSpec.Focal(json.number("gamma"));
      case "huber":
        json.only("type", "delta");
        return new LossSpec.Huber(json.number("delta"));
      case "hinge":
        json.only("type");
        return new LossSpec.Hinge();
      case "mean_absolute_error":
        json.only("type");
        return new LossSpec.AbsoluteError();
      case "poisson":
        json.only("type");
        return new LossSpec.Poisson();
      default:
        json.only("type");
        return new LossSpec.SquaredError();
    }
  }
}
