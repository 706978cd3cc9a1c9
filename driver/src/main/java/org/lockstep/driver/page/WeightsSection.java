package org.lockstep.driver.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.insight.WeightHistogram;

/** The kept weights: how they are spread, their range and their length. */
final class WeightsSection {
  private WeightsSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("weights", "Weights");
    if (run.model().isEmpty()) {
      return part;
    }
    Numbers table = Numbers.of("layer", "numbers", "min", "max", "‖W‖₂", "exactly 0");
    List<WeightHistogram> all = WeightHistogram.of(run.model().get());
    for (WeightHistogram each : all) {
      table.row(each.name(), each.size(), each.min(), each.max(), each.norm(), each.zeros());
    }
    var kernels = run.metrics().path("weights");
    part.say(
        "All kernels together: from %s to %s, ‖W‖₂ = %s."
            .formatted(
                Words.score(kernels.path("min")),
                Words.score(kernels.path("max")),
                Words.score(kernels.path("l2"))));
    part.add(Tables.of(table, "Range and length of the weights"));
    Html pair = Html.of("div");
    part.add(pair);
    for (WeightHistogram each : all) {
      if (each.name().endsWith("/kernel")) {
        part.add(picture(each));
      }
    }
    return part;
  }

  private static Chart picture(WeightHistogram weights) {
    List<String> bins = new ArrayList<>();
    double[] counts = new double[weights.counts().length];
    for (int b = 0; b < counts.length; b++) {
      double middle = (weights.edges()[b] + weights.edges()[b + 1]) / 2;
      bins.add(String.format(Locale.ROOT, "%.3g", middle));
      counts[b] = weights.counts()[b];
    }
    return new Bars(
            "weights-" + Chart.id(weights.name()), weights.name(), "weight", "how many", bins)
        .touching()
        .series("how many", counts)
        .chart(
            "%,d weights from %s to %s."
                .formatted(weights.size(), Words.shown(weights.min()), Words.shown(weights.max())));
  }
}
