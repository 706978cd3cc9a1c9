package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.table.CsvTable;

/** The data card: where the rows came from, what was rejected, splits and classes. */
final class DataSection {
  private DataSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("data", "Data");
    JsonNode metrics = run.metrics();
    if (metrics.isMissingNode()) {
      return part;
    }
    Numbers card = Numbers.of("what", "value");
    card.row("source", metrics.path("data").path("source").asText());
    card.row("read from", metrics.path("data").path("origin").asText());
    JsonNode groups = metrics.path("data").path("groups");
    if (!groups.isMissingNode()) {
      card.row("kept together by", metrics.path("data").path("grouped_by").asText());
      card.row("groups", groups.asLong());
    }
    JsonNode rows = metrics.path("rows");
    card.row("rows read", rows.path("read").asLong());
    card.row("rows used", rows.path("used").asLong());
    rows.path("rejected")
        .properties()
        .forEach(reason -> card.row("rejected: " + reason.getKey(), reason.getValue().asLong()));
    run.model()
        .ifPresent(
            model -> {
              card.row("features", (long) model.features().width());
              card.row("kind", model.features().kind().name().toLowerCase(java.util.Locale.ROOT));
            });
    metrics
        .path("fingerprints")
        .properties()
        .forEach(each -> card.row("fingerprint of " + each.getKey(), each.getValue().asText()));
    part.add(Tables.of(card, "Data card"));
    Optional<CsvTable> counts = run.table("data.csv");
    if (counts.isPresent() && !counts.get().rows().isEmpty()) {
      part.add(Html.of("h3").text("Rows, non-zeros and classes by split"));
      part.add(Tables.of(bySplit(counts.get()), "Rows by split"));
    }
    return part;
  }

  private static Numbers bySplit(CsvTable counts) {
    List<String> splits = counts.distinct("split");
    List<String> columns = new ArrayList<>(List.of("what"));
    columns.addAll(splits);
    Numbers table = new Numbers(columns, List.of());
    for (String what : counts.distinct("what")) {
      List<Object> row = new ArrayList<>(List.of(what));
      for (String split : splits) {
        double[] number = counts.where("what", what).where("split", split).numbers("number");
        row.add(number.length == 0 ? null : (Object) (long) number[0]);
      }
      table.rows().add(row);
    }
    return table;
  }
}
