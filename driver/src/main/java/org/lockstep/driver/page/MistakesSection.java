package org.lockstep.driver.page;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.table.CsvTable;

/** The rows that the network was most wrong about, with their texts. */
final class MistakesSection {
  private MistakesSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("mistakes", "Worst mistakes");
    Optional<CsvTable> found = run.table("mistakes.csv");
    if (found.isEmpty() || found.get().rows().isEmpty()) {
      return part;
    }
    CsvTable mistakes = found.get();
    String looked = mistakes.texts("looked_at").get(0);
    part.say(
        "Rows of the %s split with the largest loss, of %s that were looked at."
            .formatted(mistakes.texts("split").get(0), looked));
    Numbers table = Numbers.of("row", "true", "predicted", "loss", "file", "record");
    for (List<String> row : mistakes.rows()) {
      table.row(
          row.get(mistakes.columns().indexOf("row")),
          row.get(mistakes.columns().indexOf("true")),
          row.get(mistakes.columns().indexOf("predicted")),
          CsvTable.number(row.get(mistakes.columns().indexOf("loss"))),
          row.get(mistakes.columns().indexOf("file")),
          row.get(mistakes.columns().indexOf("record")));
    }
    return part.add(Tables.of(table, "Worst mistakes"));
  }
}
