package org.lockstep.trainer.watching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** All so far. */
  public List<Finding> all() {
    return List.copyOf(told.values());
  }
}
