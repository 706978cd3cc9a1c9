package org.lockstep.driver.flow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobWriter;
import org.lockstep.driver.report.Hardware;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.Versions;

/** What a model's card tells about how the model came to be. */
final class Provenance {
  private Provenance() {}

  static Map<String, Object> of(JobSpec job, RunOutcome outcome) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", outcome.data().source());
    data.put("origin", outcome.data().origin());
    data.put("generated", outcome.data().generated());
    data.put("rows", outcome.data().rows().used());
    outcome
        .data()
        .groups()
        .ifPresent(
            groups -> {
              data.put("groupedBy", groups.by());
              data.put("groups", groups.count());
            });
    data.put("fingerprints", new LinkedHashMap<String, Object>(outcome.fingerprints()));

    Map<String, Object> scores = new LinkedHashMap<>();
    outcome
        .splits()
        .forEach(
            (split, values) -> {
              Map<String, Object> each = new LinkedHashMap<>();
              each.put("loss", values.loss());
              each.putAll(values.values());
              scores.put(split.label(), each);
            });

    Map<String, Object> card = new LinkedHashMap<>();
    card.put("name", job.name());
    card.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    card.put("versions", new LinkedHashMap<String, Object>(Versions.all()));
    Map<String, Object> hardware = Hardware.ofThisMachine();
    hardware.put("master", outcome.master());
    hardware.put("kernel", outcome.kernel());
    card.put("hardware", hardware);
    card.put("data", data);
    card.put("restart", (long) outcome.restarts().best());
    card.put("bestEpoch", (long) outcome.bestEpoch());
    card.put("scores", scores);
    card.put("job", JobWriter.text(job));
    return card;
  }
}
