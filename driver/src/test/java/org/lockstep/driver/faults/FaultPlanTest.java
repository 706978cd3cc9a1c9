package org.lockstep.driver.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;

class FaultPlanTest {
  @Test
  void nothingIsPlannedWithoutTheSetting() {
    assertThat(FaultPlan.of(new SparkConf(false)).of(0, 1).none()).isTrue();
  }

  @Test
  void aFaultStrikesAtItsPlaceAlone() {
    FaultPlan plan =
        FaultPlan.of(
            new SparkConf(false)
                .set(FaultPlan.SETTING, "throw@rank1:step2, throw@rank0:merge1:attempt3"));
    assertThat(plan.of(0, 1).none()).isTrue();
    assertThat(plan.of(1, 2).none()).isTrue();
    Faults faults = plan.of(1, 1);
    faults.pass(FaultSite.STEP);
    faults.pass(FaultSite.MERGE);
    faults.pass(FaultSite.MERGE);
    assertThatThrownBy(() -> faults.pass(FaultSite.STEP))
        .hasMessage("the fault plan wants it: throw at step 2");
    assertThatCode(() -> faults.pass(FaultSite.STEP)).doesNotThrowAnyException();
    assertThatThrownBy(() -> plan.of(0, 3).pass(FaultSite.MERGE))
        .hasMessage("the fault plan wants it: throw at merge 1");
  }

  @Test
  void aFaultMayStrikeInEachAttempt() {
    FaultPlan plan = FaultPlan.read("throw@rank1:state1:always");
    for (int attempt = 1; attempt < 4; attempt++) {
      assertThat(plan.of(1, attempt).none()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill", "burn@rank1:step2", "kill@step2", "kill@rank1:step2:attempt"})
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
