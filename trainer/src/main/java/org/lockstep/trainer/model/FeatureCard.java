package org.lockstep.trainer.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TfIdf;

/** A fitted feature pipeline as JSON, by its {@code kind}: text, hashed_text, table or vector. */
final class FeatureCard {
  private FeatureCard() {}

  static Map<String, Object> write(FeaturePipeline features) {
    if (features instanceof TfIdf text) {
      return TextCard.write(text);
    }
    if (features instanceof HashedTfIdf hashed) {
      return HashedTextCard.write(hashed);
    }
    if (features instanceof TableFeatures table) {
      return TableCard.write(table);
    }
    if (features instanceof VectorFeatures) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", "vector");
      json.put("width", features.width());
      return json;
    }
    throw new IllegalArgumentException(
        "features must be TfIdf, HashedTfIdf, TableFeatures or VectorFeatures. Received: "
            + features.getClass().getName());
  }

  static FeaturePipeline read(CardFields json) {
    switch (json.word("kind", List.of("text", "hashed_text", "table", "vector"))) {
      case "text":
        return TextCard.read(json);
      case "hashed_text":
        return HashedTextCard.read(json);
      case "table":
        return TableCard.read(json);
      default:
        json.only("kind", "width");
        return new VectorFeatures(json.integer32("width"));
    }
  }
}
