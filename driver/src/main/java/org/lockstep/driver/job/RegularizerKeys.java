package org.lockstep.driver.job;

import java.util.Map;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/** The keys of a layer that keep its weights small, in both directions. */
final class RegularizerKeys {
  private RegularizerKeys() {}

  static RegularizerSpec read(Section layer) {
    double l1 = layer.number("l1", 0);
    double l2 = layer.number("l2", 0);
    double maxNorm = layer.number("maxNorm", 0);
    boolean regularizeBias = layer.flag("regularizeBias", false);
    return layer
        .build(() -> new RegularizerSpec(l1, l2, maxNorm, regularizeBias))
        .orElse(RegularizerSpec.none());
  }

  static void write(RegularizerSpec regularizer, Map<String, Object> layer) {
    layer.put("l1", regularizer.l1());
    layer.put("l2", regularizer.l2());
    layer.put("maxNorm", regularizer.maxNorm());
    layer.put("regularizeBias", regularizer.regularizeBias());
  }
}
