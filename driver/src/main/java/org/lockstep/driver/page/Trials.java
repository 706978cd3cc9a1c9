package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.table.CsvTable;

/**
 * The trials of a search that have a score.
 *
 * @param table rows of {@code trials.csv} that are done
 * @param parameters the searched keys
 * @param metric the judged column
 * @param less whether less is better
 * @param failed how many have no score
 * @param logs parameters whose scale is logarithmic
 */
record Trials(
    CsvTable table,
    List<String> parameters,
    String metric,
    boolean less,
    long failed,
    List<String> logs) {

  static Trials of(RunFiles run) throws IOException {
    CsvTable all = run.table("trials.csv").orElseThrow();
    List<String> columns = all.columns();
    int first = columns.indexOf("state") + 1;
    int end = columns.indexOf("from_epoch");
    String metric = columns.get(columns.indexOf("best_epoch") + 1);
    CsvTable done = all.where("state", "done");
    JsonNode search = run.json("search.json");
    List<String> logs = new ArrayList<>();
    for (JsonNode parameter : search.path("parameters")) {
      if (parameter.path("domain").asText().toLowerCase(java.util.Locale.ROOT).contains("log")) {
        logs.add(parameter.path("name").asText());
      }
    }
    boolean less =
        search.path("direction").asText("").equals("minimize")
            || search.isMissingNode()
                && org.lockstep.trainer.metric.MetricOrder.lowerIsBetter(metric);
    return new Trials(
        done,
        List.copyOf(columns.subList(first, end)),
        metric,
        less,
        all.rows().size() - done.rows().size(),
        logs);
  }

  double[] scores() {
    return table.numbers(metric);
  }

  /** Places of rows, the best first. */
  List<Integer> ranked() {
    double[] scores = scores();
    Comparator<Integer> order = Comparator.comparingDouble(i -> less ? scores[i] : -scores[i]);
    return java.util.stream.IntStream.range(0, scores.length)
        .boxed()
        .filter(i -> Double.isFinite(scores[i]))
        .sorted(order)
        .toList();
  }

  /** Whether all cells of a parameter are numbers or empty. */
  boolean isNumeric(String parameter) {
    return table.texts(parameter).stream()
        .allMatch(cell -> cell.isEmpty() || !Double.isNaN(CsvTable.number(cell)));
  }

  /** The settings with their scores, the best first. */
  Numbers ranking() {
    List<String> columns = new ArrayList<>(List.of("trial"));
    columns.addAll(parameters);
    columns.addAll(List.of("epochs", "seconds", metric));
    Numbers numbers = new Numbers(columns, List.of());
    for (int i : ranked()) {
      List<Object> row = new ArrayList<>();
      for (String column : columns) {
        String cell = table.texts(column).get(i);
        double number = CsvTable.number(cell);
        boolean asNumber =
            !Double.isNaN(number) && (!parameters.contains(column) || isNumeric(column));
        row.add(cell.isEmpty() ? null : asNumber ? (Object) number : cell);
      }
      numbers.rows().add(row);
    }
    return numbers;
  }

  /** The best so far, by trial. */
  double[] bestSoFar() {
    double[] scores = scores();
    double[] best = new double[scores.length];
    double so = Double.NaN;
    for (int i = 0; i < scores.length; i++) {
      boolean better = Double.isNaN(so) || (less ? scores[i] < so : scores[i] > so);
      so = Double.isFinite(scores[i]) && better ? scores[i] : so;
      best[i] = so;
    }
    return best;
  }

  double[] numbers() {
    return Arrays.copyOf(table.numbers("trial"), table.rows().size());
  }
}
