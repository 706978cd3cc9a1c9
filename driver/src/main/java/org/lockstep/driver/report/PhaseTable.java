package org.lockstep.driver.report;

import java.util.List;
import java.util.Map;

/**
 * How long each phase of a run took, a line each; its parts, {@code phase_part}, stand below it.
 */
final class PhaseTable {
  private PhaseTable() {}

  static List<String> lines(Map<String, Double> seconds) {
    return seconds.entrySet().stream()
        .map(
            entry ->
                "%-12s %s"
                    .formatted(
                        entry.getKey().replaceFirst(".*_", "  "),
                        Figures.seconds(entry.getValue())))
        .toList();
  }
}
