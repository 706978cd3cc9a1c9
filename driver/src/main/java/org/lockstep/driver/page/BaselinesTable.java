package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;

/** The network beside simpler models. */
final class BaselinesTable {
  private BaselinesTable() {}

  static void into(Part part, RunFiles run) throws IOException {
    SimplerModels simpler = SimplerModels.of(run);
    if (simpler.models().isEmpty()) {
      return;
    }
    part.add(Html.of("h3").text("Beside simpler models"));
    part.add(Tables.of(table(run, simpler), "Scores of simpler models on the same features"));
    if (!simpler.complete()) {
      part.add(
          Html.of("p")
              .text(others(simpler) + " on the same features: ")
              .add(Html.of("code").text("submit/lockstep report " + run.path() + " --baselines")));
    }
    if (simpler.trained()) {
      part.say(
          "Spark ML trained them on the same features of the same training rows"
              + (simpler.lessIsBetter()
                  ? "."
                  : "; where a penalty is named, three were tried and the validation split"
                      + " chose."));
      chart(part, run, simpler);
    }
  }

  private static String others(SimplerModels simpler) {
    if (simpler.lessIsBetter()) {
      return "A random forest";
    }
    return simpler.trained()
        ? "Logistic regression, a random forest and a linear SVM"
        : "Naive Bayes, logistic regression, a random forest and a linear SVM";
  }

  private static Numbers table(RunFiles run, SimplerModels simpler) throws IOException {
    List<String> columns = new ArrayList<>(List.of("model"));
    for (String metric : simpler.metrics()) {
      columns.add("%s (%s)".formatted(Words.metric(metric), run.judged()));
    }
    columns.add("seconds");
    Numbers table = new Numbers(columns, List.of());
    JsonNode seconds = run.metrics().path("seconds").path("train");
    row(table, new SimplerModels.Model("this network", run.scores(), seconds), simpler.metrics());
    for (SimplerModels.Model each : simpler.models()) {
      row(table, each, simpler.metrics());
    }
    return table;
  }

  private static void row(Numbers table, SimplerModels.Model model, List<String> metrics) {
    List<Object> row = new ArrayList<>();
    row.add(model.name());
    for (String metric : metrics) {
      JsonNode value = model.scores().path(metric);
      row.add(value.isNumber() ? value.asDouble() : null);
    }
    row.add(model.seconds().isNumber() ? model.seconds().asDouble() : null);
    table.rows().add(row);
  }

  private static void chart(Part part, RunFiles run, SimplerModels simpler) throws IOException {
    String metric = simpler.metric();
    List<String> names = new ArrayList<>(List.of("this network"));
    List<Double> values = new ArrayList<>();
    values.add(run.scores().path(metric).asDouble(Double.NaN));
    for (SimplerModels.Model each : simpler.models()) {
      names.add(each.name());
      values.add(each.scores().path(metric).asDouble(Double.NaN));
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
                        simpler.lessIsBetter() ? "less is better." : "more is better.")));
  }
}
