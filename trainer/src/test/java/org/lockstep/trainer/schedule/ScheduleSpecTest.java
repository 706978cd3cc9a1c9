package org.lockstep.trainer.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleSpecTest {
  private static final List<ScheduleSpec> ALL =
      List.of(
          new Constant(), new Exponential(0.5, 10), new InverseTime(0.5, 10), new Cosine(100, 0.2));

  @Test
  void startsEverySchedulesFirstStepAtTheFullRate() {
    assertThat(ALL).allSatisfy(schedule -> assertThat(schedule.factorAt(1)).isEqualTo(1));
  }

  @Test
  void neverRisesOrLeavesZeroToOne() {
    for (ScheduleSpec schedule : ALL) {
      double before = 1;
      for (long step = 1; step < 500; step++) {
        double factor = schedule.factorAt(step);
        assertThat(factor).as("%s at %d", schedule, step).isBetween(0.0, before);
        before = factor;
      }
    }
  }

  @Test
  void keepsTheConstantRate() {
    assertThat(new Constant().factorAt(1_000_000)).isEqualTo(1);
  }

  @Test
  void halvesExponentiallyEveryTenSteps() {
    ScheduleSpec schedule = new Exponential(0.5, 10);
    assertThat(schedule.factorAt(11)).isEqualTo(0.5);
    assertThat(schedule.factorAt(31)).isEqualTo(0.125);
    assertThat(schedule.factorAt(6)).isCloseTo(Math.sqrt(0.5), within(1e-15));
  }

  @Test
  void dividesByTheTimePassed() {
    // 1 / (1 + 0.5·20/10)
    assertThat(new InverseTime(0.5, 10).factorAt(21)).isEqualTo(0.5);
  }

  @Test
  void followsHalfACosineDownToItsMinimum() {
    ScheduleSpec schedule = new Cosine(100, 0.2);
    assertThat(schedule.factorAt(51)).isCloseTo(0.6, within(1e-15));
    // 0.2 + 0.8·(1 + cos(π/4))/2
    assertThat(schedule.factorAt(26)).isCloseTo(0.2 + 0.4 * (1 + Math.sqrt(0.5)), within(1e-15));
    assertThat(schedule.factorAt(101)).isEqualTo(0.2);
    assertThat(schedule.factorAt(1_000)).isEqualTo(0.2);
  }

  @Test
  void hasTheNamesOfTheJobFile() {
    assertThat(ALL.stream().map(ScheduleSpec::name))
        .containsExactlyElementsOf(ScheduleSpec.names());
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> new Exponential(0, 10))
        .hasMessage("rate must be > 0 and <= 1. Received: 0.0");
    assertThatThrownBy(() -> new Exponential(0.5, 0))
        .hasMessage("decaySteps must be >= 1. Received: 0");
    assertThatThrownBy(() -> new InverseTime(Double.NaN, 1))
        .hasMessage("rate must be a finite number >= 0. Received: NaN");
    assertThatThrownBy(() -> new InverseTime(1, 0)).hasMessageContaining("decaySteps must be");
    assertThatThrownBy(() -> new Cosine(0, 0)).hasMessage("totalSteps must be >= 1. Received: 0");
    assertThatThrownBy(() -> new Cosine(1, 1.5))
        .hasMessage("minimum must be >= 0 and <= 1. Received: 1.5");
  }
}
