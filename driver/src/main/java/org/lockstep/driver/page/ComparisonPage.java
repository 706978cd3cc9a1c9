package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.table.CsvTable;

/** Several runs side by side: scores, the settings in which they differ, and their curves. */
public final class ComparisonPage {
  private static final List<String> CURVES =
      List.of("loss", "accuracy", "subset_accuracy", "macro_f1", "kl_divergence", "rmse", "r2");

  private ComparisonPage() {}

  /** The page of at least two runs. */
  public static Page of(List<RunFiles> runs) throws IOException {
    Map<String, RunFiles> named = named(runs);
    return new Page(
        runs.size() + " runs side by side",
        String.join(" · ", runs.stream().map(run -> run.path().toString()).toList()),
        List.of(scores(named), settings(named), curves(named)));
  }

  /** By the directory's name; where two are alike, by the whole path. */
  private static Map<String, RunFiles> named(List<RunFiles> runs) {
    Map<String, RunFiles> named = new LinkedHashMap<>();
    for (RunFiles run : runs) {
      boolean alone = runs.stream().filter(other -> other.name().equals(run.name())).count() == 1;
      named.put(alone ? run.name() : run.path().toString(), run);
    }
    return named;
  }

  private static Part scores(Map<String, RunFiles> runs) throws IOException {
    Part part = new Part("scores", "Scores");
    List<String> columns = new ArrayList<>(List.of("run"));
    Set<String> metrics = new LinkedHashSet<>();
    for (RunFiles run : runs.values()) {
      run.scores()
          .properties()
          .forEach(
              each -> {
                if (each.getValue().isNumber()) {
                  metrics.add(each.getKey());
                }
              });
    }
    List<String> shown = metrics.stream().filter(each -> !each.equals("rows")).toList();
    columns.add("split");
    columns.add("best epoch");
    shown.forEach(metric -> columns.add(Words.metric(metric)));
    columns.addAll(List.of("parameters", "‖W‖₂", "training seconds"));
    Numbers table = new Numbers(columns, List.of());
    for (Map.Entry<String, RunFiles> each : runs.entrySet()) {
      JsonNode file = each.getValue().metrics();
      List<Object> row = new ArrayList<>(List.of(each.getKey(), each.getValue().judged()));
      row.add(file.path("best_epoch").isNumber() ? file.path("best_epoch").asLong() : null);
      for (String metric : shown) {
        row.add(number(each.getValue().scores().path(metric)));
      }
      row.add(file.path("parameters").isNumber() ? file.path("parameters").asLong() : null);
      row.add(number(file.path("weights").path("l2")));
      row.add(number(file.path("seconds").path("train")));
      table.rows().add(row);
    }
    return part.add(Tables.of(table, "Scores of the runs"));
  }

  private static Object number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }

  private static Part settings(Map<String, RunFiles> runs) throws IOException {
    Part part = new Part("settings", "Settings that differ");
    List<Map<String, String>> jobs = new ArrayList<>();
    Set<String> keys = new TreeSet<>();
    for (RunFiles run : runs.values()) {
      Map<String, String> job = new LinkedHashMap<>();
      ConfigFactory.parseString(run.job())
          .entrySet()
          .forEach(
              each ->
                  job.put(each.getKey(), each.getValue().render(ConfigRenderOptions.concise())));
      jobs.add(job);
      keys.addAll(job.keySet());
    }
    List<String> columns = new ArrayList<>(List.of("key"));
    columns.addAll(runs.keySet());
    Numbers table = new Numbers(columns, List.of());
    for (String key : keys) {
      List<Object> row = new ArrayList<>(List.of(key));
      jobs.forEach(job -> row.add(job.get(key)));
      if (row.subList(1, row.size()).stream().distinct().count() > 1) {
        table.rows().add(row);
      }
    }
    return table.rows().isEmpty()
        ? part.say("The jobs are equal in all keys.")
        : part.add(Tables.of(table, "Settings that differ"));
  }

  private static Part curves(Map<String, RunFiles> runs) throws IOException {
    Part part = new Part("curves", "Learning");
    for (String metric : CURVES) {
      Lines lines =
          new Lines(
              "compare-" + Chart.id(metric), Words.metric(metric), "epoch", Words.metric(metric));
      for (Map.Entry<String, RunFiles> each : runs.entrySet()) {
        Optional<CsvTable> history = each.getValue().ofBestRestart("history.csv");
        if (history.isPresent() && history.get().has(metric)) {
          double[] epochs = history.get().numbers("epoch");
          lines.dashed(each.getKey() + ", training", epochs, history.get().numbers(metric));
          String validation = "validation_" + metric;
          if (history.get().has(validation)) {
            lines.line(each.getKey() + ", validation", epochs, history.get().numbers(validation));
          }
        }
      }
      if (!lines.isEmpty()) {
        part.add(lines.chart("Training dashed, validation drawn through."));
      }
    }
    return part;
  }
}
