package org.lockstep.trainer.watching;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.network.NetworkSpec;

/** What the reports of a run say in words; each thing is told once. */
public final class Findings {
  private final List<Symptom> symptoms;
  private final Map<String, Finding> told = new LinkedHashMap<>();

  public Findings(NetworkSpec network) {
    this.symptoms =
        List.of(
            new DeadUnits(),
            new VanishingGradient(network),
            new ExplodingGradient(network),
            new LargeUpdates());
  }

  /** The findings that this report adds; reports come in the order of the steps. */
  public List<Finding> observe(LayerReport report) {
    List<Finding> news = new ArrayList<>();
    for (Symptom symptom : symptoms) {
      for (Finding finding : symptom.in(report)) {
        if (told.putIfAbsent(finding.kind() + " " + finding.layer(), finding) == null) {
          news.add(finding);
        }
      }
    }
    return news;
  }

  /** Writes what was told, and what the reports so far mean for those to come. */
  public void write(ByteOutput out) throws IOException {
    out.number(told.size());
    for (Map.Entry<String, Finding> each : told.entrySet()) {
      out.text(each.getKey());
      each.getValue().write(out);
    }
    for (Symptom symptom : symptoms) {
      symptom.write(out);
    }
  }

  /** Goes on from what {@link #write} wrote. */
  public void read(ByteInput in) throws IOException {
    told.clear();
    for (int left = in.count(Long.BYTES); left > 0; left--) {
      told.put(in.text(), Finding.read(in));
    }
    for (Symptom symptom : symptoms) {
      symptom.read(in);
    }
  }

  /** All so far. */
  public List<Finding> all() {
    return List.copyOf(told.values());
  }
}
