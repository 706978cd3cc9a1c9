package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.report.ShellWord;

/** What must be equal for equal bits, and the lines to type. */
final class ReproduceSection {
  private ReproduceSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("reproduce", "How to reproduce");
    JsonNode metrics = run.metrics();
    String path = ShellWord.of(run.path());
    String train = "submit/lockstep train " + ShellWord.of(run.path().resolve("job.conf"));
    part.add(
        Html.of("pre")
            .text(
                train
                    + " --out runs/again   # the same job: the same data give the same"
                    + " model_sha256\n"
                    + "submit/lockstep report "
                    + path
                    + "                    # this page anew"));
    part.say(
        "The weights depend on the data, the job with its seed, and the number of logical workers;"
            + " not on executors, cores, JDK or the loop that ran.");
    if (metrics.isMissingNode()) {
      return part;
    }
    Numbers table = Numbers.of("what", "value");
    table.row("model_sha256", metrics.path("model_sha256").asText());
    table.row("logical workers", metrics.path("workers").asLong());
    table.row("averaging", metrics.path("averaging").path("words").asText());
    table.row("loop", metrics.path("loop").asText());
    table.row("kernel", metrics.path("kernel").asText());
    table.row("master", metrics.path("master").asText());
    metrics
        .path("versions")
        .properties()
        .forEach(each -> table.row(each.getKey(), each.getValue().asText()));
    run.status().ifPresent(status -> table.row("started", status.started().toString()));
    return part.add(Tables.of(table, "What ran"));
  }
}
