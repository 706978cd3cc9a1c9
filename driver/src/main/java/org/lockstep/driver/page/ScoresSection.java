package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;

/** The scores at a glance, what was found on the way, and simpler models beside them. */
final class ScoresSection {
  private static final List<String> CARDS =
      List.of(
          "accuracy",
          "subset_accuracy",
          "macro_f1",
          "roc_auc",
          "expected_calibration_error",
          "kl_divergence",
          "rmse",
          "mae",
          "r2",
          "loss");

  private ScoresSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("scores", "Scores");
    JsonNode metrics = run.metrics();
    if (metrics.isMissingNode()) {
      part.say("The run has no scores yet.");
      return part;
    }
    if (metrics.path("data").path("generated").asBoolean()) {
      part.add(warning("The data were generated; these scores say nothing about real ones."));
    }
    for (JsonNode finding : metrics.path("warnings")) {
      part.add(
          warning(
              "Epoch " + finding.path("epoch").asInt() + ": " + finding.path("sentence").asText()));
    }
    part.add(cards(run));
    part.say(
        "Best epoch %d of %d: %s."
            .formatted(
                metrics.path("best_epoch").asInt(),
                metrics.path("epochs").asInt(),
                metrics.path("stop_reason").asText().replaceAll("\\.$", "")));
    part.add(Tables.of(splits(metrics), "Scores by split"));
    BaselinesTable.into(part, run);
    return part;
  }

  private static Html warning(String sentence) {
    return Html.of("p", "class", "warning", "role", "note").text(sentence);
  }

  private static Html cards(RunFiles run) throws IOException {
    Html cards = Html.of("dl", "class", "cards");
    JsonNode scores = run.scores();
    for (String metric : CARDS) {
      if (scores.path(metric).isNumber()) {
        cards.add(
            card(
                Words.metric(metric) + " (" + run.judged() + ")",
                Words.score(scores.path(metric))));
      }
    }
    SimplerModels simpler = SimplerModels.of(run);
    for (SimplerModels.Model each : simpler.headline()) {
      cards.add(
          card(
              Words.metric(simpler.metric()) + " of " + each.name(),
              Words.score(each.scores().path(simpler.metric()))));
    }
    cards.add(card("parameters", Words.count(run.metrics().path("parameters").asLong())));
    double seconds = run.metrics().path("seconds").path("train").asDouble();
    return cards.add(card("training", Words.seconds(seconds)));
  }

  private static Html card(String name, String value) {
    return Html.of("div").add(Html.of("dt").text(name), Html.of("dd").text(value));
  }

  /** A row a metric, a column a split. */
  private static Numbers splits(JsonNode metrics) {
    List<String> columns = new ArrayList<>(List.of("metric"));
    Set<String> names = new LinkedHashSet<>();
    metrics
        .path("splits")
        .properties()
        .forEach(
            split -> {
              columns.add(split.getKey());
              split
                  .getValue()
                  .properties()
                  .forEach(
                      each -> {
                        if (each.getValue().isNumber()) {
                          names.add(each.getKey());
                        }
                      });
            });
    Numbers table = new Numbers(columns, List.of());
    for (String name : names) {
      List<Object> row = new ArrayList<>(List.of(Words.metric(name)));
      for (String split : columns.subList(1, columns.size())) {
        JsonNode value = metrics.path("splits").path(split).path(name);
        row.add(
            value.isIntegralNumber()
                ? (Object) value.asLong()
                : value.isNumber() ? (Object) value.asDouble() : null);
      }
      table.rows().add(row);
    }
    return table;
  }

  /** Bars of a score by name. */
  static Bars bars(String id, String title, String metric, List<String> names, double[] values) {
    return new Bars(id, title, "model", metric, names).series(metric, values).lying();
  }
}
