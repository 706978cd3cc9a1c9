package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;

/**
 * The network beside simpler models: those of {@code baselines.json}, or, without that file, the
 * answer that is right most often, which the confusion matrix gives away.
 */
final class BaselinesTable {
  private BaselinesTable() {}

  static void into(Part part, RunFiles run) throws IOException {
    JsonNode baselines = run.json(BaselinesFile.NAME);
    List<String> metrics =
        run.metrics().path("task").asText().equals("regression")
            ? List.of("rmse", "mae", "r2")
            : List.of("accuracy", "macro_f1");
    List<String> columns = new ArrayList<>(List.of("model"));
    for (String metric : metrics) {
      columns.add("%s (%s)".formatted(Words.metric(metric), run.judged()));
    }
    columns.add("seconds");
    Numbers table = new Numbers(columns, List.of());
    row(table, "this network", run.scores(), metrics, run.metrics().path("seconds").path("train"));
    if (baselines.isMissingNode()) {
      if (run.scores().has("confusion_matrix")) {
        majority(table, run);
      } else {
        return;
      }
    }
    for (JsonNode each : baselines.path("models")) {
      row(
          table,
          each.path("name").asText(),
          each.path("splits").path(run.judged()),
          metrics,
          each.path("seconds"));
    }
    part.add(Html.of("h3").text("Beside simpler models"));
    part.add(Tables.of(table, "Scores of simpler models on the same features"));
    if (baselines.isMissingNode()) {
      part.add(
          Html.of("p")
              .text(
                  "Naive Bayes, logistic regression, a random forest and a linear SVM on the same"
                      + " features: ")
              .add(Html.of("code").text("submit/lockstep report " + run.path() + " --baselines")));
      return;
    }
    part.say(
        "Spark ML trained them on the same features of the same training rows"
            + (metrics.size() == 2
                ? "; where a penalty is named, three were tried and the validation split chose."
                : "."));
    String metric = metrics.get(metrics.size() == 2 ? 1 : 0);
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    names.add("this network");
    values.add(run.scores().path(metric).asDouble(Double.NaN));
    for (JsonNode each : baselines.path("models")) {
      names.add(each.path("name").asText());
      values.add(each.path("splits").path(run.judged()).path(metric).asDouble(Double.NaN));
    }
    part.add(
        ScoresSection.bars(
                "baselines",
                "Simpler models, same features",
                Words.metric(metric),
                names,
                values.stream().mapToDouble(v -> v).toArray())
            .chart(
                "%s of the %s split; %s"
                    .formatted(
                        Words.metric(metric),
                        run.judged(),
                        metric.equals("rmse") ? "less is better." : "more is better.")));
  }

  private static void row(
      Numbers table, String name, JsonNode scores, List<String> metrics, JsonNode seconds) {
    List<Object> row = new ArrayList<>();
    row.add(name);
    for (String metric : metrics) {
      JsonNode value = scores.path(metric);
      row.add(value.isNumber() ? value.asDouble() : null);
    }
    row.add(seconds.isNumber() ? seconds.asDouble() : null);
    table.rows().add(row);
  }

  /** Its F1 is 2s / (1 + s) for a share s, and 0 for every other class. */
  private static void majority(Numbers table, RunFiles run) throws IOException {
    long rows = 0;
    long most = 0;
    JsonNode classes = run.scores().path("per_class");
    for (JsonNode each : classes) {
      long support = each.path("support").asLong();
      rows += support;
      most = Math.max(most, support);
    }
    if (rows > 0) {
      double share = (double) most / rows;
      table.row("the most frequent class", share, 2 * share / (1 + share) / classes.size(), 0.0);
    }
  }
}
