package org.lockstep.driver.job;

import com.typesafe.config.ConfigUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.trainer.data.ClassWeight;

/** The key {@code training.classWeight}, in both directions: a word or factors by label. */
final class ClassWeightKeys {
  private static final String KEY = "classWeight";
  private static final String NONE = "none";
  private static final String BALANCED = "balanced";

  private ClassWeightKeys() {}

  /**
   * @param data if it could be read; labels that it names are checked
   */
  static ClassWeight read(Section section, Optional<DataSpec> data) {
    Optional<? extends ClassWeight> given = given(section, data);
    ClassWeight weight = given.isPresent() ? given.get() : new ClassWeight.None();
    Outcome outcome = data.map(DataSpec::outcome).orElse(Outcome.CLASS);
    String without =
        switch (outcome) {
          case NUMBERS -> "a number is predicted";
          case SHARES -> "shares are predicted";
          case RECONSTRUCTION -> "the features are reconstructed";
          case CLASS, LABELS, NONE -> "";
        };
    if (!without.isEmpty() && !(weight instanceof ClassWeight.None)) {
      section.reject(KEY, "none where " + without);
    }
    return weight;
  }

  private static Optional<? extends ClassWeight> given(Section section, Optional<DataSpec> data) {
    if (section.isSection(KEY)) {
      Map<String, Double> factors = section.numbers(KEY);
      List<String> labels = data.map(DataSpec::labels).orElse(List.of());
      return section.build(
          () -> {
            ClassWeight.ByLabel byLabel = new ClassWeight.ByLabel(factors);
            if (!labels.isEmpty()) {
              byLabel.requireAmong(labels);
            }
            return byLabel;
          });
    }
    String word = section.word(KEY, NONE, List.of(NONE, BALANCED));
    return Optional.of(word.equals(BALANCED) ? new ClassWeight.Balanced() : new ClassWeight.None());
  }

  /** What the job file says. */
  static Object write(ClassWeight weight) {
    if (weight instanceof ClassWeight.ByLabel byLabel) {
      Map<String, Object> keys = new LinkedHashMap<>();
      byLabel.factors().forEach((label, factor) -> keys.put(ConfigUtil.quoteString(label), factor));
      return keys;
    }
    return weight instanceof ClassWeight.Balanced ? BALANCED : NONE;
  }
}
