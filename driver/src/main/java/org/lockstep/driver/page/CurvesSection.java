package org.lockstep.driver.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** Loss, metrics and learning rate over epochs, the best one marked. */
public final class CurvesSection {
  private static final List<String> NO_METRICS =
      List.of(
          "restart",
          "epoch",
          "seconds",
          "learning_rate",
          "loss",
          "objective",
          "best",
          "weights_sha256");

  private CurvesSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("curves", "Learning");
    Optional<CsvTable> history = run.ofBestRestart("history.csv");
    if (history.isEmpty() || history.get().rows().isEmpty()) {
      return part;
    }
    charts(history.get()).forEach(part::add);
    return part;
  }

  /** The pictures of a {@code history.csv}. */
  public static List<Chart> charts(CsvTable history) {
    double[] epochs = history.numbers("epoch");
    int best = history.texts("best").lastIndexOf("true");
    List<Chart> charts = new ArrayList<>();
    charts.add(
        marked(new Lines("loss", "Loss", "epoch", "loss"), history, "loss", epochs, best)
            .chart(words(history, "loss", epochs, best)));
    for (String column : history.columns()) {
      boolean metric =
          !NO_METRICS.contains(column)
              && !column.startsWith("validation_")
              && !column.endsWith("_seconds");
      if (metric) {
        Lines lines =
            new Lines(
                Chart.id(column), capital(Words.metric(column)), "epoch", Words.metric(column));
        Lines full = marked(lines, history, column, epochs, best);
        if (!full.isEmpty()) {
          charts.add(full.chart(words(history, column, epochs, best)));
        }
      }
    }
    double[] rates = history.numbers("learning_rate");
    charts.add(
        new Lines("learning-rate", "Learning rate", "epoch", "learning rate")
            .line("learning rate", epochs, rates)
            .chart(
                "The rate of each epoch's last step, from %s to %s."
                    .formatted(Words.shown(rates[0]), Words.shown(rates[rates.length - 1]))));
    return charts;
  }

  private static Lines marked(
      Lines lines, CsvTable history, String column, double[] epochs, int best) {
    lines.line("training", epochs, history.numbers(column));
    String validation = "validation_" + column;
    if (history.has(validation)
        && Arrays.stream(history.numbers(validation)).anyMatch(Double::isFinite)) {
      lines.line("validation", epochs, history.numbers(validation));
    }
    return best < 0 ? lines : lines.mark("best epoch " + (int) epochs[best], epochs[best]);
  }

  private static String words(CsvTable history, String column, double[] epochs, int best) {
    double[] train = history.numbers(column);
    String text =
        "Training: %s after the first epoch, %s after the last (%d)."
            .formatted(
                Words.score(train[0]),
                Words.score(train[train.length - 1]),
                (int) epochs[epochs.length - 1]);
    String validation = "validation_" + column;
    if (best < 0 || !history.has(validation)) {
      return text;
    }
    double[] values = history.numbers(validation);
    return Double.isFinite(values[best])
        ? text
            + " Validation at the best epoch, %d: %s; after the last: %s."
                .formatted(
                    (int) epochs[best],
                    Words.score(values[best]),
                    Words.score(values[values.length - 1]))
        : text;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
