package org.lockstep.trainer.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.network.LossSpec;

/** A loss as JSON: {@code {"type": "huber", "delta": 1.0}}. */
final class LossCard {
  /** Factors of a multi-label loss, if it has any. */
  private static final String POSITIVE = "positiveWeights";

  private static final String[] TYPE = {"type"};

  private LossCard() {}

  static Map<String, Object> write(LossSpec loss) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", loss.name());
    if (loss instanceof LossSpec.PositiveWeighted choice) {
      json.putAll(write(choice.loss()));
      json.put(POSITIVE, choice.positive());
    } else if (loss instanceof LossSpec.CrossEntropy choice) {
      json.put("labelSmoothing", choice.labelSmoothing());
    } else if (loss instanceof LossSpec.Focal choice) {
      json.put("gamma", choice.gamma());
    } else if (loss instanceof LossSpec.Huber choice) {
      json.put("delta", choice.delta());
    }
    return json;
  }

  static LossSpec read(CardFields json) {
    boolean weighted = json.names().contains(POSITIVE);
    LossSpec loss = readPlain(json, weighted ? new String[] {"type", POSITIVE} : TYPE);
    return weighted
        ? new LossSpec.PositiveWeighted(
            loss, Arrays.stream(json.numbers(POSITIVE)).boxed().toList())
        : loss;
  }

  private static LossSpec readPlain(CardFields json, String... known) {
    switch (json.word("type", LossSpec.names())) {
      case "cross_entropy":
        json.only(with(known, "labelSmoothing"));
        return new LossSpec.CrossEntropy(json.number("labelSmoothing"));
      case "focal":
        json.only(with(known, "gamma"));
        return new LossSpec.Focal(json.number("gamma"));
      case "huber":
        json.only(with(known, "delta"));
        return new LossSpec.Huber(json.number("delta"));
      case "hinge":
        json.only(known);
        return new LossSpec.Hinge();
      case "kl_divergence":
        json.only(known);
        return new LossSpec.KlDivergence();
      case "mean_absolute_error":
        json.only(known);
        return new LossSpec.AbsoluteError();
      case "poisson":
        json.only(known);
        return new LossSpec.Poisson();
      default:
        json.only(known);
        return new LossSpec.SquaredError();
    }
  }

  private static String[] with(String[] known, String setting) {
    String[] all = Arrays.copyOf(known, known.length + 1);
    all[known.length] = setting;
    return all;
  }
}
