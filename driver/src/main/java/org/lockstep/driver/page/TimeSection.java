package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** Where the time went: the whole run by phase, and each epoch. */
final class TimeSection {
  private TimeSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("time", "Time");
    JsonNode seconds = run.metrics().path("seconds");
    List<String> phases = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double all = 0;
    for (var phase : seconds.properties()) {
      if (!phase.getKey().startsWith("train_")) {
        phases.add(phase.getKey());
        values.add(phase.getValue().asDouble());
        all += phase.getValue().asDouble();
      }
    }
    if (!phases.isEmpty()) {
      part.add(
          new Bars("time-phases", "The run by phase", "phase", "seconds", phases)
              .lying()
              .series("seconds", values.stream().mapToDouble(v -> v).toArray())
              .chart("%s altogether.".formatted(Words.seconds(all))));
    }
    Optional<CsvTable> history = run.ofBestRestart("history.csv");
    if (history.isEmpty() || history.get().rows().isEmpty()) {
      return part;
    }
    CsvTable epochs = history.get();
    Lines lines = new Lines("time-epochs", "Seconds an epoch", "epoch", "seconds");
    for (String column : epochs.columns()) {
      if (column.endsWith("_seconds")) {
        String name = column.substring(0, column.length() - "_seconds".length());
        lines.line(name, epochs.numbers("epoch"), epochs.numbers(column));
      }
    }
    part.add(
        lines.chart(
            "Computing gradients, merging them, waiting for others, the driver, and checkpoints."));
    return part;
  }
}
