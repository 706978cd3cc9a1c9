package org.lockstep.driver.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.insight.WeightHistogram;
import org.lockstep.driver.report.WeightsFile;

/** The kept weights: how they and the first ones are spread, their range and their length. */
final class WeightsSection {
  private static final int BINS = 60;

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
    String restart = run.metrics().path("restart").asText("1");
    List<WeightsFile.Entry> before =
        WeightsFile.read(run.path()).stream()
            .filter(entry -> entry.epoch() == 0 && restart.equals("" + entry.restart()))
            .toList();
    for (WeightHistogram each : all) {
      if (each.name().endsWith("/kernel")) {
        Optional<WeightHistogram> first =
            before.stream()
                .map(WeightsFile.Entry::weights)
                .filter(weights -> weights.name().equals(each.name()))
                .findFirst();
        part.add(picture(each, first));
      }
    }
    return part;
  }

  /** Kept and first weights over the same bins. */
  private static Chart picture(WeightHistogram kept, Optional<WeightHistogram> first) {
    double low = first.map(f -> Math.min(f.edges()[0], kept.edges()[0])).orElse(kept.edges()[0]);
    double high = first.map(f -> Math.max(last(f), last(kept))).orElse(last(kept));
    double[] edges = new double[BINS + 1];
    List<String> middles = new ArrayList<>();
    for (int b = 0; b <= BINS; b++) {
      edges[b] = low + b * (high - low) / BINS;
      if (b > 0) {
        middles.add(String.format(Locale.ROOT, "%.3g", (edges[b - 1] + edges[b]) / 2));
      }
    }
    Bars bars =
        new Bars("weights-" + Chart.id(kept.name()), kept.name(), "weight", "how many", middles)
            .touching()
            .series("kept", whole(kept.over(edges)));
    first.ifPresent(f -> bars.series("before the first step", whole(f.over(edges))));
    return bars.chart(
        "%,d weights from %s to %s%s."
            .formatted(
                kept.size(),
                Words.shown(kept.min()),
                Words.shown(kept.max()),
                first
                    .map(
                        f ->
                            "; before the first step from %s to %s"
                                .formatted(Words.shown(f.min()), Words.shown(f.max())))
                    .orElse("")));
  }

  private static double last(WeightHistogram weights) {
    return weights.edges()[weights.edges().length - 1];
  }

  private static double[] whole(double[] counts) {
    return Arrays.stream(counts).map(Math::rint).toArray();
  }
}
