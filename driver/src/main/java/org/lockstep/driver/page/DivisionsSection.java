package org.lockstep.driver.page;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.chart.Points;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** How far the folds of the best trials lie apart, and the best trial's learning curves. */
final class DivisionsSection {
  private static final int MOST_TRIALS = 12;

  private DivisionsSection() {}

  static Part of(RunFiles run, Trials trials) throws IOException {
    Part part = new Part("divisions", "Folds and learning curves");
    Optional<CsvTable> divisions = run.table("divisions.csv");
    if (divisions.isPresent()
        && divisions.get().has(trials.metric())
        && divisions.get().distinct("fold").size() > 1) {
      spread(part, divisions.get(), trials);
    }
    Optional<CsvTable> curves = run.table("curves.csv");
    if (curves.isPresent() && !curves.get().rows().isEmpty()) {
      curves(part, curves.get(), trials);
    }
    return part;
  }

  private static void spread(Part part, CsvTable divisions, Trials trials) {
    Points points =
        new Points(
            "folds",
            "Folds of the best trials",
            "place of the trial",
            Words.metric(trials.metric()));
    List<Integer> ranked = trials.ranked();
    for (int place = 0; place < Math.min(MOST_TRIALS, ranked.size()); place++) {
      String trial = trials.table().texts("trial").get(ranked.get(place));
      double[] values = divisions.where("trial", trial).numbers(trials.metric());
      double[] x = new double[values.length];
      Arrays.fill(x, place + 1);
      points.cloud("trial " + trial, x, values);
    }
    part.add(points.chart("A dot a fold; trials whose folds overlap can hardly be told apart."));
  }

  private static void curves(Part part, CsvTable curves, Trials trials) {
    String best = curves.texts("trial").get(0);
    for (String column : List.of("loss", trials.metric())) {
      Lines lines =
          new Lines(
              "best-trial-" + org.lockstep.driver.chart.Chart.id(column),
              "Best trial: " + Words.metric(column),
              "epoch",
              Words.metric(column));
      boolean metricIsLoss = column.equals("loss") || !curves.has(column);
      if (metricIsLoss && !column.equals("loss")) {
        continue;
      }
      for (String repetition : curves.distinct("repetition")) {
        for (String fold : curves.distinct("fold")) {
          CsvTable one = curves.where("repetition", repetition).where("fold", fold);
          if (one.rows().isEmpty()) {
            continue;
          }
          String name = " " + repetition + "." + fold;
          lines.dashed("training" + name, one.numbers("epoch"), one.numbers(column));
          lines.line(
              "validation" + name, one.numbers("epoch"), one.numbers("validation_" + column));
        }
      }
      if (!lines.isEmpty()) {
        part.add(lines.chart("Trial %s, a pair of curves a division.".formatted(best)));
      }
      if (trials.metric().equals("loss")) {
        break;
      }
    }
  }
}
