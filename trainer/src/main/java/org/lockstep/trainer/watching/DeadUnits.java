package org.lockstep.trainer.watching;

import java.util.List;
import java.util.Locale;

/**
 * More than half of a relu layer's units were 0 for every row looked at, at least {@value
 * #FEWEST_ROWS}: no gradient reaches their weights, and they stay so (Maas, Hannun &amp; Ng 2013,
 * §2; Lu, Shin, Su &amp; Karniadakis 2020, "Dying ReLU"). A share below is common in healthy
 * networks of sparse activations.
 */
final class DeadUnits implements Symptom {
  static final double SHARE = 0.5;
  static final long FEWEST_ROWS = 100;

  @Override
  public List<Finding> in(LayerReport report) {
    if (report.rowsSeen() < FEWEST_ROWS) {
      return List.of();
    }
    return report.kernels().stream()
        .filter(DeadUnits::in)
        .map(layer -> finding(report, layer))
        .toList();
  }

  static boolean in(LayerNorms layer) {
    return layer.deadShare() > SHARE;
  }

  private static Finding finding(LayerReport report, LayerNorms layer) {
    String sentence =
        String.format(
            Locale.ROOT,
            "%.0f%% of %s's relu units are dead: 0 for all %,d rows looked at. Try a lower learning"
                + " rate, leaky_relu, or the initializer he_normal",
            100 * layer.deadShare(),
            layer.layerName(),
            report.rowsSeen());
    return new Finding(report.epoch(), "dead_units", layer.layerName(), sentence);
  }
}
