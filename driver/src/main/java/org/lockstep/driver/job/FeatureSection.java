package org.lockstep.driver.job;

import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.text.TextSpec;

/** How a row becomes numbers: the {@code features} section. */
public sealed interface FeatureSection {
  /** The word at {@code features.kind}. */
  String kind();

  /** A text becomes TF-IDF values. */
  record Text(TextSpec spec) implements FeatureSection {
    @Override
    public String kind() {
      return "text";
    }
  }

  /** Columns become numbers: derived, filled, scaled, one-hot. */
  record Table(TableSpec spec) implements FeatureSection {
    @Override
    public String kind() {
      return "table";
    }
  }

  /** The source's vector is used as it is. */
  record Vector() implements FeatureSection {
    @Override
    public String kind() {
      return "vector";
    }
  }
}
