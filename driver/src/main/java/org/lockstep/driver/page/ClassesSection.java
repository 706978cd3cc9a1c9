package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.chart.Heat;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;

/** The confusion matrix and a row a class, label or target. */
final class ClassesSection {
  private static final List<String> COLUMNS =
      List.of("precision", "recall", "f1", "roc_auc", "average_precision", "support");

  private ClassesSection() {}

  static Part of(RunFiles run) throws IOException {
    JsonNode scores = run.scores();
    boolean numbers = scores.has("per_output");
    Part part = new Part("classes", numbers ? "Targets" : "Classes");
    if (scores.has("confusion_matrix")) {
      part.add(confusion(run));
    }
    if (scores.has("per_class")) {
      part.add(Html.of("h3").text("Scores of the " + run.judged() + " split"));
      part.add(Tables.of(table(scores.path("per_class"), "label", COLUMNS), "Scores by class"));
    }
    if (numbers) {
      List<String> columns = List.of("rmse", "mae", "r2");
      part.add(Tables.of(table(scores.path("per_output"), "target", columns), "Errors by target"));
    }
    JsonNode thresholds = run.metrics().path("thresholds").path("values");
    if (thresholds.size() > 0) {
      List<String> labels = run.labels();
      Numbers table = Numbers.of("label", "threshold");
      for (int k = 0; k < thresholds.size(); k++) {
        String label = labels.get(k + labels.size() - thresholds.size());
        table.row(label, thresholds.get(k).asDouble());
      }
      part.add(Html.of("h3").text("Thresholds of the probabilities"));
      part.add(Tables.of(table, "Thresholds"));
    }
    return part;
  }

  private static org.lockstep.driver.chart.Chart confusion(RunFiles run) throws IOException {
    JsonNode matrix = run.scores().path("confusion_matrix");
    List<String> labels = run.labels();
    int classes = labels.size();
    long[][] counts = new long[classes][classes];
    double[][] shares = new double[classes][classes];
    long right = 0;
    long all = 0;
    for (int row = 0; row < classes; row++) {
      long sum = 0;
      for (int column = 0; column < classes; column++) {
        counts[row][column] = matrix.path(row).path(column).asLong();
        sum += counts[row][column];
        right += row == column ? counts[row][column] : 0;
      }
      all += sum;
      for (int column = 0; column < classes; column++) {
        shares[row][column] = sum == 0 ? 0 : (double) counts[row][column] / sum;
      }
    }
    return Heat.counts(
        "confusion",
        "Confusion matrix",
        "Rows are true classes, columns predicted ones, of the %s split: %s of %s are right. Colours are shares of the row."
            .formatted(run.judged(), Words.count(right), Words.count(all)),
        "true",
        "predicted",
        labels,
        labels,
        counts,
        shares);
  }

  private static Numbers table(JsonNode rows, String name, List<String> columns) {
    List<String> there = columns.stream().filter(column -> rows.path(0).has(column)).toList();
    List<String> names = new ArrayList<>(List.of(name));
    there.forEach(column -> names.add(Words.metric(column)));
    Numbers table = new Numbers(names, List.of());
    for (JsonNode each : rows) {
      List<Object> row = new ArrayList<>();
      row.add(each.path(name).asText());
      for (String column : there) {
        JsonNode value = each.path(column);
        row.add(
            value.isIntegralNumber()
                ? (Object) value.asLong()
                : value.isNumber() ? (Object) value.asDouble() : null);
      }
      table.rows().add(row);
    }
    return table;
  }
}
