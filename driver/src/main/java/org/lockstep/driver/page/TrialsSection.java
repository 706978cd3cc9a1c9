package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.chart.Parallel;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;

/** All trials at a glance. */
final class TrialsSection {
  private TrialsSection() {}

  static Part of(RunFiles run, Trials trials) throws IOException {
    Part part = new Part("search", "Search");
    JsonNode search = run.json("search.json");
    part.say(
        "%d trials have a score, %d have none. %s is judged, %s is better."
            .formatted(
                trials.table().rows().size(),
                trials.failed(),
                Words.metric(trials.metric()),
                trials.less() ? "less" : "more"));
    JsonNode ahead = search.path("ahead_of_next");
    if (!ahead.isMissingNode()) {
      part.say(
          "The best is ahead of the next by %s (%.0f%% interval %s to %s, %s)."
              .formatted(
                  Words.score(ahead.path("mean")),
                  100 * ahead.path("confidence").asDouble(),
                  Words.score(ahead.path("low")),
                  Words.score(ahead.path("high")),
                  ahead.path("method").asText()));
    }
    if (trials.table().rows().isEmpty()) {
      return part;
    }
    Numbers ranking = trials.ranking();
    part.wide(
        Parallel.chart(
            "search-parallel",
            "Settings and their scores",
            "A line a trial over its settings; the colour is "
                + Words.metric(trials.metric())
                + ".",
            lines(ranking, trials),
            trials.logs()));
    part.add(
        new Lines("search-progress", "Best so far", "trial", Words.metric(trials.metric()))
            .line("trials", trials.numbers(), trials.scores())
            .dashed("best so far", trials.numbers(), trials.bestSoFar())
            .chart("Whether later trials still found better settings."));
    part.add(Html.of("h3").text("Trials, the best first"));
    return part.add(Tables.of(ranking, "Trials"));
  }

  /** Settings and the score alone. */
  private static Numbers lines(Numbers ranking, Trials trials) {
    List<String> columns = new ArrayList<>(trials.parameters());
    columns.add(trials.metric());
    Numbers numbers = new Numbers(columns, List.of());
    for (List<Object> row : ranking.rows()) {
      List<Object> line = new ArrayList<>();
      columns.forEach(column -> line.add(row.get(ranking.columns().indexOf(column))));
      numbers.rows().add(line);
    }
    return numbers;
  }
}
