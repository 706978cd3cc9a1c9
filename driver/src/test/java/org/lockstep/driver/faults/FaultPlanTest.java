package org.lockstep.driver.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.driver.loop.BeforeStep;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;

class FaultPlanTest {
  @Test
  void nothingIsPlannedWithoutTheSetting() {
    assertThat(FaultPlan.of(new SparkConf(false)).none()).isTrue();
  }

  @Test
  void aFaultStrikesAtItsPlaceAlone() {
    FaultPlan plan =
        FaultPlan.of(
            new SparkConf(false)
                .set(FaultPlan.SETTING, "throw@rank1:step2, throw@rank0:merge1:attempt3"));
    assertThat(plan.of(0, 2, 1).none()).isTrue();
    assertThat(plan.of(1, 2, 2).none()).isTrue();
    Faults faults = plan.of(1, 2, 1);
    faults.pass(FaultSite.STEP);
    faults.pass(FaultSite.MERGE);
    faults.pass(FaultSite.MERGE);
    assertThatThrownBy(() -> faults.pass(FaultSite.STEP))
        .hasMessage("the fault plan wants it: throw at step 2");
    assertThatCode(() -> faults.pass(FaultSite.STEP)).doesNotThrowAnyException();
    assertThatThrownBy(() -> plan.of(0, 2, 3).pass(FaultSite.MERGE))
        .hasMessage("the fault plan wants it: throw at merge 1");
  }

  @Test
  void aFaultMayStrikeInEachAttempt() {
    FaultPlan plan = FaultPlan.read("throw@rank1:state1:always");
    for (int attempt = 1; attempt < 4; attempt++) {
      assertThat(plan.of(1, 2, attempt).none()).isFalse();
    }
  }

  @Test
  void aSeedDrawsOneFaultAnAttemptForARankThatThereIs() {
    List<String> titles = new ArrayList<>();
    for (long seed = 0; seed < 50; seed++) {
      SeededFaults seeded = SeededFaults.read("random@seed%d:3".formatted(seed));
      for (int ranks : new int[] {1, 2, 5}) {
        List<Fault> drawn = seeded.drawn(ranks);
        assertThat(drawn).extracting(Fault::attempt).containsExactly(1, 2, 3);
        assertThat(drawn).allMatch(fault -> fault.rank() < ranks && fault.number() >= 1);
        assertThat(drawn).isEqualTo(seeded.drawn(ranks));
      }
      seeded.drawn(2).forEach(fault -> titles.add(fault.toString()));
    }
    assertThat(titles.toString())
        .contains("THROW", "KILL", "STALL", "STEP", "MERGE", "rank=0", "rank=1")
        .doesNotContain("STOP", "MUTE");
    FaultPlan plan = FaultPlan.read("random@seed7:3, throw@rank0:step1:attempt9");
    assertThat(plan.none()).isFalse();
    assertThat(plan.of(0, 1, 3).none()).isFalse();
    assertThat(plan.of(0, 1, 4).none()).isTrue();
    assertThat(plan.of(0, 1, 9).none()).isFalse();
  }

  @Test
  void inALoopOfJobsAFaultStrikesATaskOfItsPartitionAndAttempt() {
    BeforeStep before = FaultPlan.read("throw@rank1:step4:attempt2").beforeSteps();
    before.pass(1, 2, 1, 4);
    before.pass(0, 2, 2, 4);
    before.pass(1, 2, 2, 3);
    assertThatThrownBy(() -> before.pass(1, 2, 2, 4))
        .hasMessage("the fault plan wants it: throw at step 4");
    assertThat(FaultPlan.read("").beforeSteps()).isSameAs(BeforeStep.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill",
        "burn@rank1:step2",
        "kill@step2",
        "kill@rank1:step2:attempt",
        "random@seed:3",
        "random@seed7"
      })
  void otherWordsAreRefused(String words) {
    assertThatThrownBy(() -> FaultPlan.read(words))
        .hasMessageStartingWith(
            "spark.lockstep.test.faults must be throw|kill|stop|stall|mute@rank")
        .hasMessageEndingWith("Received: " + words)
        .satisfies(
            thrown ->
                assertThat(Failures.of(thrown).exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION));
  }
}
