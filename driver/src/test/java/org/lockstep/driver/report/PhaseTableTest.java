package org.lockstep.driver.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseTableTest {
  @Test
  void partsStandBelowTheirPhase() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("prepare", 4.7);
    seconds.put("train", 12.6);
    seconds.put("train_checkpoint", 0.2);

    assertEquals(
        List.of("prepare      4.7 s", "train        12.6 s", "  checkpoint 0.2 s"),
        PhaseTable.lines(seconds));
  }
}
