package org.lockstep.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;

class OptimizerTest {

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of("sgd", new Sgd(0.01), 0),
        Arguments.of("momentum", new Momentum(0.01, 0.9, false), 1),
        Arguments.of("nesterov", new Momentum(0.01, 0.9, true), 1),
        Arguments.of("adam", new Adam(0.01), 2));
  }

  /** To the bit: numpy's float32 rounds every operation, as the formulas promise. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void makesTheGoldenSteps(String key, OptimizerSpec spec, int stateArrays) {
    float[] parameters = Golden.floats("optimizer.start");
    Optimizer optimizer = spec.create(parameters.length);
    int steps = Golden.doubles("optimizer.rates").length;
    for (int step = 1; step <= steps; step++) {
      step(optimizer, parameters, step);
      assertThat(parameters).as("step %d", step).containsExactly(row("optimizer." + key, step));
    }
  }

  /** 1,003 parameters in blocks of 7: long enough to be compiled to vectors, with a remainder. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void makesTheSameStepsInLongArrays(String key, OptimizerSpec spec, int stateArrays) {
    int size = 1003;
    float[] start = Golden.floats("optimizer.start");
    for (int repetition = 0; repetition < 500; repetition++) {
      float[] parameters = repeated(start, size);
      Optimizer optimizer = spec.create(size);
      for (int step = 1; step <= 5; step++) {
        double rate = Golden.doubles("optimizer.rates")[step - 1];
        optimizer.update(parameters, repeated(row("optimizer.gradients", step), size), step, rate);
      }
      assertThat(Arrays.equals(parameters, repeated(row("optimizer." + key, 5), size))).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void goesOnFromACopyOfItsState(String key, OptimizerSpec spec, int stateArrays) {
    float[] parameters = Golden.floats("optimizer.start");
    Optimizer first = spec.create(parameters.length);
    step(first, parameters, 1);
    step(first, parameters, 2);
    assertThat(first.state()).hasSize(stateArrays);
    Optimizer second = spec.create(parameters.length);
    for (int i = 0; i < stateArrays; i++) {
      float[] state = first.state().get(i);
      assertThat(state).hasSameSizeAs(parameters);
      System.arraycopy(state, 0, second.state().get(i), 0, state.length);
    }
    step(second, parameters, 3);
    assertThat(parameters).containsExactly(row("optimizer." + key, 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void descendsToTheMinimumOfAParabola(String key, OptimizerSpec spec, int stateArrays) {
    // f(w) = (w − 3)² / 2
    float[] w = {-1};
    Optimizer optimizer = spec.create(1);
    for (int step = 1; step <= 3000; step++) {
      optimizer.update(w, new float[] {w[0] - 3}, step, spec.learningRate());
    }
    assertThat(w[0]).isBetween(2.99f, 3.01f);
  }

  @Test
  void adamsFirstStepIsTheLearningRateWhateverTheGradient() {
    // m̂/√v̂ = g/|g| at t = 1, but for epsilon.
    for (float gradient : new float[] {1e-2f, -3, 1e6f}) {
      float[] w = {0};
      new Adam(0.001).create(1).update(w, new float[] {gradient}, 1, 0.001);
      assertThat(w[0]).isBetween(-0.0010001f, 0.0010001f);
      assertThat(w[0] * -Math.signum(gradient)).isGreaterThan(0.000999f);
    }
  }

  @Test
  void hasTheNamesOfTheJobFile() {
    assertThat(optimizers().map(a -> ((OptimizerSpec) a.get()[1]).name()).distinct())
        .containsExactlyElementsOf(OptimizerSpec.names());
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> new Sgd(0))
        .hasMessage("learningRate must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new Sgd(Double.NaN)).hasMessageContaining("Received: NaN");
    assertThatThrownBy(() -> new Momentum(0.1, 1, false))
        .hasMessage("momentum must be >= 0 and < 1. Received: 1.0");
    assertThatThrownBy(() -> new Adam(0.1, -0.1, 0.9, 1e-7)).hasMessageContaining("beta1 must be");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 1, 1e-7)).hasMessageContaining("beta2 must be");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.9, 0)).hasMessageContaining("epsilon must be");
  }

  private static void step(Optimizer optimizer, float[] parameters, int step) {
    double rate = Golden.doubles("optimizer.rates")[step - 1];
    optimizer.update(parameters, row("optimizer.gradients", step), step, rate);
  }

  /** Row {@code step} (1-based) of a table with a column a parameter. */
  private static float[] row(String key, int step) {
    int size = Golden.floats("optimizer.start").length;
    return Arrays.copyOfRange(Golden.floats(key), (step - 1) * size, step * size);
  }

  private static float[] repeated(float[] values, int size) {
    float[] repeated = new float[size];
    for (int i = 0; i < size; i++) {
      repeated[i] = values[i % values.length];
    }
    return repeated;
  }
}
