package org.lockstep.trainer.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.schedule.ReduceOnPlateau.State;

class ReduceOnPlateauTest {

  private static double[] factors(
      ReduceOnPlateau schedule, boolean lowerIsBetter, double... values) {
    State state = State.start();
    double[] factors = new double[values.length];
    for (int epoch = 0; epoch < values.length; epoch++) {
      state = schedule.after(state, values[epoch], lowerIsBetter);
      factors[epoch] = state.factor();
    }
    return factors;
  }

  /** PyTorch's counts of patience and cooldown, plus one. */
  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of("plateau", new ReduceOnPlateau(0.5, 3, 0.01, 0, 0)),
        Arguments.of("plateau_impatient", new ReduceOnPlateau(0.5, 1, 0, 0, 0.02)),
        Arguments.of("plateau_cooldown", new ReduceOnPlateau(0.1, 2, 0.05, 4, 1e-3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void followsPyTorch(String key, ReduceOnPlateau schedule) {
    double[] values = Golden.doubles("schedule.plateau_values");
    double[] expected = Golden.doubles("schedule." + key);
    assertThat(factors(schedule, true, values)).containsExactly(expected, within(1e-15));
    assertThat(expected[expected.length - 1]).isLessThan(0.1);
  }

  @Test
  void aScoreIsBetterWhenHigher() {
    double[] scores = Golden.doubles("schedule.plateau_values");
    Arrays.setAll(scores, i -> -scores[i]);
    assertThat(factors(new ReduceOnPlateau(0.5, 3, 0.01, 0, 0), false, scores))
        .containsExactly(Golden.doubles("schedule.plateau_score"), within(1e-15));
  }

  /** Keras: the epoch in which the cooldown ends counts, so that 1 is the same as none. */
  @Test
  void cooldownHoldsPatienceBack() {
    double[] still = {1, 1, 1, 1, 1, 1, 1};
    assertThat(factors(new ReduceOnPlateau(0.5, 2, 0, 0, 0), true, still))
        .containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25, 0.125);
    assertThat(factors(new ReduceOnPlateau(0.5, 2, 0, 1, 0), true, still))
        .containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25, 0.125);
    assertThat(factors(new ReduceOnPlateau(0.5, 2, 0, 3, 0), true, still))
        .containsExactly(1, 1, 0.5, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void neverFallsBelowTheMinimumNorRises() {
    double[] still = {1, 1, 1, 1, 0.5, 0.25};
    assertThat(factors(new ReduceOnPlateau(0.5, 1, 0, 0, 0.3), true, still))
        .containsExactly(1, 0.5, 0.3, 0.3, 0.3, 0.3);
  }

  @Test
  void anUndefinedValueIsNoImprovement() {
    double nan = Double.NaN;
    assertThat(factors(new ReduceOnPlateau(0.5, 2, 0, 0, 0), true, nan, nan, 1, nan, nan))
        .containsExactly(1, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> new ReduceOnPlateau(1, 1, 0, 0, 0))
        .hasMessage("factor must be > 0 and < 1. Received: 1.0");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 0, 0, 0, 0))
        .hasMessage("patience must be >= 1. Received: 0");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 1, -1, 0, 0))
        .hasMessage("minDelta must be a finite number >= 0. Received: -1.0");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 1, 0, -1, 0))
        .hasMessage("cooldown must be >= 0. Received: -1");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 1, 0, 0, 2))
        .hasMessage("minimum must be >= 0 and <= 1. Received: 2.0");
  }
}
