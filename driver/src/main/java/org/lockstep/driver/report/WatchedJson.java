package org.lockstep.driver.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerNorms;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watched;

/** What watching brought, for {@code metrics.json}: the last measurement and the findings. */
final class WatchedJson {
  private WatchedJson() {}

  /**
   * Writes {@code layers}, empty if watching was off, and {@code warnings}.
   *
   * @param more warnings beside those of the layers
   */
  static void write(ObjectNode root, Watched watched, List<Finding> more) {
    ArrayNode layers = root.putArray("layers");
    watched.last().ifPresent(report -> layers(layers, report));
    ArrayNode warnings = root.putArray("warnings");
    List<Finding> findings = new ArrayList<>(watched.findings());
    findings.addAll(more);
    for (Finding finding : findings) {
      ObjectNode each = warnings.addObject();
      each.put("epoch", finding.epoch());
      each.put("kind", finding.kind());
      each.put("layer", finding.layer());
      each.put("sentence", finding.sentence());
    }
  }

  private static void layers(ArrayNode layers, LayerReport report) {
    for (LayerNorms layer : report.layers()) {
      ObjectNode each = layers.addObject();
      each.put("layer", layer.name());
      ScoresJson.number(each, "weight_norm", layer.weightNorm());
      ScoresJson.number(each, "gradient_norm", layer.gradientNorm());
      ScoresJson.number(each, "update_norm", layer.updateNorm());
      ScoresJson.number(each, "update_ratio", layer.updateRatio());
      ScoresJson.number(each, "min", layer.min());
      ScoresJson.number(each, "max", layer.max());
      ScoresJson.number(each, "dead_share", layer.deadShare());
    }
  }
}
