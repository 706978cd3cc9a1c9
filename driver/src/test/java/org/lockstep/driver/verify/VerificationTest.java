package org.lockstep.driver.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.report.Terminal;

class VerificationTest {
  private static final Setting FIRST = new Setting("first", "local[2]", List.of(), List.of());
  private static final Setting SECOND = new Setting("second", "local[1]", List.of(), List.of());
  private static final Setting THIRD = new Setting("third", "spark://x:1", List.of(), List.of());

  private final StringWriter out = new StringWriter();
  private final List<Path> runs = new ArrayList<>();
  private final Map<Setting, Trainer> outcomes = new LinkedHashMap<>();

  private static Stages stages(String rows, String weights, String model) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("rows", rows);
    hashes.put("weights after epoch 1", weights);
    hashes.put("model", model);
    return new Stages(hashes);
  }

  private int verify() throws IOException {
    Trainer trainer =
        (setting, run) -> {
          runs.add(run);
          return outcomes.get(setting).train(setting, run);
        };
    return new Verification(
            List.of(FIRST, SECOND, THIRD), trainer, Terminal.plain(new PrintWriter(out)))
        .in(Path.of("runs"));
  }

  @Test
  void equalRunsAreVerified() throws IOException {
    for (Setting setting : List.of(FIRST, SECOND, THIRD)) {
      outcomes.put(setting, (same, run) -> stages("a", "b", "0123456789abcdef0123"));
    }
    assertThat(verify()).isZero();
    assertThat(out.toString())
        .contains("model 0123456789abcdef…, same bits")
        .endsWith("same bits in all 3 runs: model_sha256 0123456789abcdef0123\n");
    assertThat(runs)
        .containsExactly(Path.of("runs/run-1"), Path.of("runs/run-2"), Path.of("runs/run-3"));
  }

  @Test
  void theFirstStageThatDiffersIsNamedAndTheOthersAreTried() throws IOException {
    outcomes.put(FIRST, (same, run) -> stages("a", "b", "c"));
    outcomes.put(SECOND, (same, run) -> stages("a", "x", "y"));
    outcomes.put(THIRD, (same, run) -> stages("a", "b", "c"));
    assertThat(verify()).isEqualTo(70);
    assertThat(out.toString())
        .contains("DIFFERS first in weights after epoch 1: x…, not b…")
        .endsWith("NOT verified: of 3 runs 2 gave the same bits, 1 differ, 0 failed\n");
  }

  @Test
  void aRunThatFailsGivesItsExitCodeAndTheOthersAreTried() throws IOException {
    outcomes.put(FIRST, (same, run) -> stages("a", "b", "c"));
    outcomes.put(
        SECOND,
        (same, run) -> {
          throw new FailedRunException(78, "error: no slots");
        });
    outcomes.put(THIRD, (same, run) -> stages("a", "b", "c"));
    assertThat(verify()).isEqualTo(78);
    assertThat(out.toString())
        .contains("FAILED with 78: error: no slots")
        .endsWith("of 3 runs 2 gave the same bits, 0 differ, 1 failed\n");
  }

  @Test
  void withoutTheFirstRunNothingIsCompared() throws IOException {
    outcomes.put(
        FIRST,
        (same, run) -> {
          throw new FailedRunException(66, "error: no data");
        });
    assertThat(verify()).isEqualTo(66);
    assertThat(runs).hasSize(1);
  }

  @Test
  void aStageThatOnlyOneRunHasIsADifference() {
    Stages shorter = new Stages(Map.of("model", "a"));
    Map<String, String> more = new LinkedHashMap<>(Map.of("model", "a"));
    more.put("weights after epoch 2", "b");
    assertThat(shorter.firstDifference(new Stages(more))).contains("weights after epoch 2");
    assertThat(new Stages(more).firstDifference(shorter)).contains("weights after epoch 2");
    assertThat(shorter.firstDifference(shorter)).isEmpty();
  }
}
