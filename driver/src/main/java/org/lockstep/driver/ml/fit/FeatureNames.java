package org.lockstep.driver.ml.fit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructField;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Model;

/**
 * What the numbers of a vector are called, in order: what {@code featureNames} says, else the
 * attributes of its column, as VectorAssembler writes them. A model's card keeps them, so that a
 * later fit can match its features by name. Empty where one has no name, or two have the same.
 */
final class FeatureNames {
  private static final String KEY = "featureNames";

  private FeatureNames() {}

  /** Those that the Params give, else those of the column. */
  static List<String> of(NetworkParams params, StructField features) {
    List<String> given = List.of(params.getFeatureNames());
    return given.isEmpty() ? of(features) : given;
  }

  /**
   * @param names given or found; empty for none
   * @param inputs how many features there are
   * @throws IllegalArgumentException if they are others than one a feature, each its own
   */
  static void require(List<String> names, int inputs) {
    if (!names.isEmpty() && names.size() != inputs) {
      throw new IllegalArgumentException(
          "featureNames must be one a feature, %,d. Received: %,d".formatted(inputs, names.size()));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty() || !seen.add(name)) {
        throw new IllegalArgumentException(
            "featureNames must be distinct and not empty. Received: \"%s\"%s"
                .formatted(name, name.isEmpty() ? "" : ", twice"));
      }
    }
  }

  private static List<String> of(StructField features) {
    AttributeGroup group = AttributeGroup.fromStructField(features);
    if (group.attributes().isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Attribute each : group.attributes().get()) {
      if (each.name().isEmpty()) {
        return List.of();
      }
      names.add(each.name().get());
    }
    return distinct(names);
  }

  /** Of a card, which anybody may have written. */
  static List<String> of(Model model) {
    boolean vectors = model.features() instanceof VectorFeatures;
    if (!vectors || !(model.provenance().get(KEY) instanceof List<?> list)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Object each : list) {
      names.add(each instanceof String name ? name : "");
    }
    return names.size() == model.features().width() ? distinct(names) : List.of();
  }

  private static List<String> distinct(List<String> names) {
    boolean all = new HashSet<>(names).size() == names.size() && !names.contains("");
    return all ? List.copyOf(names) : List.of();
  }

  /** What a card has of them. */
  static Map<String, Object> card(List<String> names) {
    return names.isEmpty() ? Map.of() : Map.of(KEY, List.<Object>copyOf(names));
  }

  /** The model with named features, for {@link org.lockstep.trainer.transfer.WarmStart}. */
  static Model named(Model model, List<String> names) {
    return new Model(
        model.network(),
        model.parameters(),
        new Named(names),
        model.labels(),
        model.thresholds(),
        model.provenance());
  }

  /** Vectors whose numbers have names. */
  record Named(List<String> names) implements FeaturePipeline {
    @Override
    public Kind kind() {
      return Kind.VECTOR;
    }

    @Override
    public int width() {
      return names.size();
    }

    @Override
    public String featureName(int index) {
      return names.get(Objects.checkIndex(index, names.size()));
    }
  }
}
