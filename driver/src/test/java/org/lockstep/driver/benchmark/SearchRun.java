package org.lockstep.driver.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.flow.SparkJobRunner;
import org.lockstep.driver.report.SearchReport;

/** {@code lockstep search} in this JVM, {@code local[2]}. */
final class SearchRun {
  private SearchRun() {}

  /** Its {@code search.json}. */
  static JsonNode search(Path job, Path run) throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    System.setProperty("spark.master", "local[2]");
    System.setProperty("lockstep.log", run + ".log");
    LookUp lookUp = new LookUp(Optional.empty(), run, run.resolve("cache"));
    int code =
        new Main(new SparkJobRunner(lookUp), writer, writer, false, false)
            .run("search", job.toString(), "--out", run.toString());
    if (code != 0) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "the search must end well. Received: %d, %s", code, out));
    }
    return new ObjectMapper().readTree(run.resolve(SearchReport.NAME).toFile());
  }
}
