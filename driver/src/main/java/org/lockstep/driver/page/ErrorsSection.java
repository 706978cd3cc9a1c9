package org.lockstep.driver.page;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Points;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** Predicted numbers over the true ones. */
final class ErrorsSection {
  private ErrorsSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("errors", "Predicted and true");
    Optional<CsvTable> found = run.table("residuals.csv");
    if (found.isEmpty() || found.get().rows().isEmpty()) {
      return part;
    }
    for (String target : found.get().distinct("target")) {
      CsvTable rows = found.get().where("target", target);
      double[] truth = rows.numbers("true");
      double[] predicted = rows.numbers("predicted");
      double low = both(truth, predicted).min().orElse(0);
      double high = both(truth, predicted).max().orElse(1);
      part.add(
          new Points("residuals-" + Chart.id(target), target, "true", "predicted")
              .cloud("rows", truth, predicted)
              .line("as it should be", new double[] {low, high}, new double[] {low, high})
              .chart("%,d rows of the %s split.".formatted(truth.length, run.judged())));
    }
    return part;
  }

  private static DoubleStream both(double[] a, double[] b) {
    return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).filter(Double::isFinite);
  }
}
