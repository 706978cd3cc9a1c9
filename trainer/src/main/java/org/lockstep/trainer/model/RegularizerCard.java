package org.lockstep.trainer.model;

import java.util.Map;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * A layer's regularizer as members of the layer: {@code "l2"} always, {@code "l1"}, {@code
 * "maxNorm"} and {@code "regularizeBias"} where they are chosen.
 */
final class RegularizerCard {
  private RegularizerCard() {}

  static void write(RegularizerSpec regularizer, Map<String, Object> layer) {
    layer.put("l2", regularizer.l2());
    if (regularizer.l1() > 0) {
      layer.put("l1", regularizer.l1());
    }
    if (regularizer.maxNorm() > 0) {
      layer.put("maxNorm", regularizer.maxNorm());
    }
    if (regularizer.regularizeBias()) {
      layer.put("regularizeBias", true);
    }
  }

  static RegularizerSpec read(CardFields layer) {
    return new RegularizerSpec(
        optional(layer, "l1"),
        layer.number("l2"),
        optional(layer, "maxNorm"),
        layer.names().contains("regularizeBias") && layer.bool("regularizeBias"));
  }

  private static double optional(CardFields layer, String name) {
    return layer.names().contains(name) ? layer.number(name) : 0;
  }
}
