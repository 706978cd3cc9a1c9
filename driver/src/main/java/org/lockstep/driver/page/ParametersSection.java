package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.chart.Points;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** The metric against each parameter, which parameters mattered, and the rungs of halving. */
final class ParametersSection {
  private ParametersSection() {}

  static Part of(RunFiles run, Trials trials) throws IOException {
    Part part = new Part("parameters", "Parameters");
    if (trials.table().rows().isEmpty()) {
      return part;
    }
    importance(part, run.json("search.json").path("importance"));
    for (String parameter : trials.parameters()) {
      part.add(trials.isNumeric(parameter) ? dots(trials, parameter) : words(trials, parameter));
    }
    rungs(part, run, trials);
    return part;
  }

  private static void importance(Part part, JsonNode importance) {
    if (importance.isMissingNode()) {
      return;
    }
    List<Map.Entry<String, JsonNode>> shares =
        new ArrayList<>(importance.path("shares").properties());
    shares.sort(Comparator.comparingDouble(each -> -each.getValue().asDouble()));
    part.add(
        new Bars(
                "importance",
                "Importance of the parameters",
                "parameter",
                "share of the variance",
                shares.stream().map(Map.Entry::getKey).toList())
            .lying()
            .series(
                "share of the variance",
                shares.stream().mapToDouble(each -> each.getValue().asDouble()).toArray())
            .chart(
                "%s; the model of the scores explains %.0f%% of them: near 0 the shares mean nothing."
                    .formatted(
                        importance.path("method").asText(),
                        100 * importance.path("explained").asDouble())));
  }

  private static Chart dots(Trials trials, String parameter) {
    Points points =
        new Points(
            "parameter-" + Chart.id(parameter),
            parameter,
            parameter,
            Words.metric(trials.metric()));
    if (trials.logs().contains(parameter)) {
      points.logX();
    }
    return points
        .cloud("trials", trials.table().numbers(parameter), trials.scores())
        .chart("A dot a trial.");
  }

  private static Chart words(Trials trials, String parameter) {
    List<String> values = trials.table().distinct(parameter);
    double[] best = new double[values.size()];
    double[] mean = new double[values.size()];
    for (int v = 0; v < best.length; v++) {
      double[] scores = trials.table().where(parameter, values.get(v)).numbers(trials.metric());
      var numbers = java.util.Arrays.stream(scores).filter(Double::isFinite).summaryStatistics();
      best[v] = trials.less() ? numbers.getMin() : numbers.getMax();
      mean[v] = numbers.getCount() == 0 ? Double.NaN : numbers.getAverage();
    }
    return new Bars(
            "parameter-" + Chart.id(parameter),
            parameter,
            parameter,
            Words.metric(trials.metric()),
            values)
        .lying()
        .series("best trial", best)
        .series("mean of its trials", mean)
        .chart("The best and the mean score of each value.");
  }

  private static void rungs(Part part, RunFiles run, Trials trials) throws IOException {
    Optional<CsvTable> found = run.table("rungs.csv");
    if (found.isEmpty() || found.get().distinct("to_epoch").size() < 2) {
      return;
    }
    CsvTable rungs = found.get().where("state", "done");
    Lines lines = new Lines("rungs", "Rungs", "epochs", Words.metric(trials.metric()));
    for (String trial : rungs.distinct("trial")) {
      CsvTable one = rungs.where("trial", trial);
      lines.line("trial " + trial, one.numbers("to_epoch"), one.numbers(trials.metric()));
    }
    part.add(lines.chart("A line a trial, as long as it was trained: what halving kept and left."));
  }
}
