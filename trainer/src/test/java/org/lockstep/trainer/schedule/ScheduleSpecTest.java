package org.lockstep.trainer.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;

class ScheduleSpecTest {
  private static final List<ScheduleSpec> FALLING =
      List.of(
          new Constant(),
          new StepDecay(0.5, 7),
          new Piecewise(List.of(5L, 20L), List.of(1.0, 0.1, 0.01)),
          new Exponential(0.5, 10),
          new InverseTime(0.5, 10),
          new Polynomial(100, 0.2, 2),
          new Cosine(100, 0.2));
  private static final List<ScheduleSpec> RISING =
      List.of(new CosineRestarts(10, 2, 0.5, 0.1), new OneCycle(100, 0.3, 25, 1e4));

  /** It changes by the epoch. */
  private static final ScheduleSpec PLATEAU = new ReduceOnPlateau(0.1, 10, 1e-4, 0, 0);

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of("step", new StepDecay(0.5, 7)),
        Arguments.of("piecewise", new Piecewise(List.of(5L, 20L), List.of(1.0, 0.1, 0.01))),
        Arguments.of("exponential", new Exponential(0.9, 1)),
        Arguments.of("inverse_time", new InverseTime(0.5, 10)),
        Arguments.of("warmup", new Warmup(4, new Exponential(0.9, 1))),
        Arguments.of("cosine", new Cosine(40, 0.1)),
        Arguments.of("cosine_restarts", new CosineRestarts(5, 2, 1, 0.1)),
        Arguments.of("cosine_restarts_peaks", new CosineRestarts(7, 1.5, 0.8, 0.1)),
        Arguments.of("cosine_restarts_alike", new CosineRestarts(7, 1, 0.8, 0)),
        Arguments.of("polynomial", new Polynomial(30, 0.05, 2.5)),
        Arguments.of("one_cycle", new OneCycle(40, 0.3, 25, 1e4)),
        Arguments.of("one_cycle_odd", new OneCycle(40, 0.45, 10, 100)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void followsPyTorchOrKeras(String key, ScheduleSpec schedule) {
    double[] factors = Golden.doubles("schedule." + key);
    assertThat(factors).hasSize(40);
    for (int step = 1; step <= factors.length; step++) {
      assertThat(schedule.factorAt(step))
          .as("step %d", step)
          .isCloseTo(factors[step - 1], within(1e-12));
    }
  }

  @Test
  void startsAtTheFullRateUnlessItRisesFirst() {
    assertThat(FALLING).allSatisfy(schedule -> assertThat(schedule.factorAt(1)).isEqualTo(1));
  }

  @Test
  void neverLeavesZeroToOneAndRisesOnlyWhereItShould() {
    for (ScheduleSpec schedule : Stream.concat(FALLING.stream(), RISING.stream()).toList()) {
      boolean rises = false;
      double before = schedule.factorAt(1);
      for (long step = 1; step < 500; step++) {
        double factor = schedule.factorAt(step);
        assertThat(factor).as("%s at %d", schedule, step).isBetween(0.0, 1.0);
        rises |= factor > before;
        before = factor;
      }
      assertThat(rises).as("%s", schedule).isEqualTo(RISING.contains(schedule));
    }
  }

  @Test
  void halvesInStairs() {
    ScheduleSpec schedule = new StepDecay(0.5, 10);
    assertThat(schedule.factorAt(10)).isEqualTo(1);
    assertThat(schedule.factorAt(11)).isEqualTo(0.5);
    assertThat(schedule.factorAt(40)).isEqualTo(0.125);
  }

  @Test
  void changesItsFactorAfterTheStepsOfTheBoundary() {
    ScheduleSpec schedule = new Piecewise(List.of(2L, 3L), List.of(0.5, 1.5, 0.0));
    assertThat(LongStream.rangeClosed(1, 5).mapToDouble(schedule::factorAt))
        .containsExactly(0.5, 0.5, 1.5, 0.0, 0.0);
  }

  @Test
  void fallsAlongAPolynomialToItsMinimum() {
    // 0.2 + 0.8·(1 − 50/100)²
    ScheduleSpec schedule = new Polynomial(100, 0.2, 2);
    assertThat(schedule.factorAt(51)).isCloseTo(0.4, within(1e-15));
    assertThat(schedule.factorAt(101)).isEqualTo(0.2);
    assertThat(schedule.factorAt(1_000)).isEqualTo(0.2);
    // A straight line: a quarter of the way.
    assertThat(new Polynomial(100, 0, 1).factorAt(26)).isEqualTo(0.75);
  }

  @Test
  void restartsLowerAndLonger() {
    // Cycles of 10, 20 and 40 steps from 1, 0.5 and 0.25.
    ScheduleSpec schedule = new CosineRestarts(10, 2, 0.5, 0);
    assertThat(schedule.factorAt(6)).isCloseTo(0.5, within(1e-15));
    assertThat(schedule.factorAt(11)).isEqualTo(0.5);
    assertThat(schedule.factorAt(21)).isCloseTo(0.25, within(1e-15));
    assertThat(schedule.factorAt(31)).isEqualTo(0.25);
    assertThat(schedule.factorAt(70))
        .isCloseTo(0.125 * (1 + Math.cos(Math.PI * 39 / 40)), within(1e-15));
  }

  @Test
  void cyclesOnceThroughTheFullRate() {
    // Peak at t = 0.3·10 − 1 = 2, end at t = 9.
    ScheduleSpec schedule = new OneCycle(10, 0.3, 4, 10);
    assertThat(schedule.factorAt(1)).isCloseTo(0.25, within(1e-15));
    assertThat(schedule.factorAt(2)).isCloseTo((0.25 + 1) / 2, within(1e-15));
    assertThat(schedule.factorAt(3)).isEqualTo(1);
    assertThat(schedule.factorAt(10)).isCloseTo(0.025, within(1e-15));
    assertThat(schedule.factorAt(1_000)).isEqualTo(schedule.factorAt(10));
  }

  @Test
  void warmsUpInAStraightLineAndThenStartsTheScheduleBehind() {
    ScheduleSpec schedule = new Warmup(4, new Exponential(0.5, 1));
    assertThat(LongStream.rangeClosed(1, 7).mapToDouble(schedule::factorAt))
        .containsExactly(0.2, 0.4, 0.6, 0.8, 1.0, 0.5, 0.25);
    assertThat(new Warmup(1, new Piecewise(List.of(1L), List.of(0.5, 0.1))).factorAt(1))
        .isEqualTo(0.25);
    assertThat(schedule.name()).isEqualTo("exponential");
    assertThat(schedule.plateau()).isEmpty();
    assertThat(new Warmup(4, PLATEAU).plateau()).contains((ReduceOnPlateau) PLATEAU);
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
    assertThat(
            Stream.of(FALLING, RISING, List.of(PLATEAU))
                .flatMap(List::stream)
                .map(ScheduleSpec::name))
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
    assertThatThrownBy(() -> new StepDecay(2, 1)).hasMessageContaining("rate must be");
    assertThatThrownBy(() -> new Piecewise(List.of(), List.of(1.0)))
        .hasMessage("boundaries must be at least one. Received: []");
    assertThatThrownBy(() -> new Piecewise(List.of(5L, 5L), List.of(1.0, 1.0, 1.0)))
        .hasMessage("boundaries must be >= 1 and ascending. Received: [5, 5]");
    assertThatThrownBy(() -> new Piecewise(List.of(5L), List.of(1.0)))
        .hasMessage("factors must be one more than the 1 boundaries. Received: [1.0]");
    assertThatThrownBy(() -> new Piecewise(List.of(5L), List.of(1.0, -1.0)))
        .hasMessage("factors must be finite numbers >= 0. Received: [1.0, -1.0]");
    assertThatThrownBy(() -> new Polynomial(1, 0, 0))
        .hasMessage("power must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new CosineRestarts(1, 0.5, 1, 0))
        .hasMessage("lengthFactor must be a finite number >= 1. Received: 0.5");
    assertThatThrownBy(() -> new CosineRestarts(1, 1, 0, 0))
        .hasMessage("peakFactor must be > 0 and <= 1. Received: 0.0");
    assertThatThrownBy(() -> new OneCycle(1, 0.3, 25, 1e4))
        .hasMessage("totalSteps must be >= 2. Received: 1");
    assertThatThrownBy(() -> new OneCycle(4, 0.25, 25, 1e4))
        .hasMessage("riseShare must be < 1 and > 1/totalSteps (0.25). Received: 0.25");
    assertThatThrownBy(() -> new OneCycle(10, 0.3, 0, 1e4))
        .hasMessage("startDivisor must be a finite number >= 1. Received: 0.0");
    assertThatThrownBy(() -> new Warmup(0, new Constant()))
        .hasMessage("warmupSteps must be >= 1. Received: 0");
    assertThatThrownBy(() -> new Warmup(1, new Warmup(1, new Constant())))
        .hasMessageContaining("must not be another warm-up");
    assertThatThrownBy(() -> new Cosine(0, 0)).hasMessage("totalSteps must be >= 1. Received: 0");
    assertThatThrownBy(() -> new Cosine(1, 1.5))
        .hasMessage("minimum must be >= 0 and <= 1. Received: 1.5");
  }
}
