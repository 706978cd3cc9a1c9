package org.lockstep.trainer.optimizer;

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

class OptimizerTest {

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of("sgd", new Sgd(0.01), 0),
        Arguments.of("momentum", new Momentum(0.01, 0.9, false), 1),
        Arguments.of("nesterov", new Momentum(0.01, 0.9, true), 1),
        Arguments.of("adagrad", new AdaGrad(1), 1),
        Arguments.of("rmsprop", new RmsProp(0.002), 1),
        Arguments.of("rmsprop_momentum", new RmsProp(0.002, 0.9, 0.5, 1e-7, false), 2),
        Arguments.of("rmsprop_centered", new RmsProp(0.002, 0.9, 0.5, 1e-7, true), 3),
        Arguments.of("adadelta", new AdaDelta(1), 2),
        Arguments.of("adam", new Adam(0.01), 2),
        // Its decay is the step's, not the update's: WeightDecayTest.
        Arguments.of("adam", new AdamW(0.01), 2),
        Arguments.of("amsgrad", new AmsGrad(0.01), 3),
        Arguments.of("nadam", new Nadam(0.01), 2),
        Arguments.of("adamax", new AdaMax(0.01), 2),
        Arguments.of("lion", new Lion(0.002), 1));
  }

  /** Alike at a constant rate and with a vanishing epsilon, which PyTorch puts elsewhere. */
  static Stream<Arguments> alikeInPyTorch() {
    return Stream.of(
        Arguments.of("adagrad", new AdaGrad(0.01, 0.1, 1e-36)),
        Arguments.of("rmsprop", new RmsProp(0.01, 0.9, 0, 1e-36, false)),
        Arguments.of("rmsprop_momentum", new RmsProp(0.01, 0.9, 0.5, 1e-36, false)),
        Arguments.of("rmsprop_centered", new RmsProp(0.01, 0.9, 0.5, 1e-36, true)),
        Arguments.of("adadelta", new AdaDelta(0.01)),
        Arguments.of("amsgrad", new AmsGrad(0.01, 0.9, 0.999, 1e-36)),
        Arguments.of("adamax", new AdaMax(0.01, 0.9, 0.999, 1e-36)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alikeInPyTorch")
  void makesPyTorchsStepsUpToRounding(String key, OptimizerSpec spec) {
    float[] parameters = Golden.floats("optimizer.start");
    Optimizer optimizer = spec.create(parameters.length);
    for (int step = 1; step <= 5; step++) {
      optimizer.update(parameters, row("optimizer.gradients", step), step, 0.01);
      float[] expected = row("torch." + key, step);
      for (int i = 0; i < expected.length; i++) {
        assertThat(parameters[i])
            .as("step %d, parameter %d", step, i)
            .isCloseTo(expected[i], within(5e-6f * Math.max(0.01f, Math.abs(expected[i]))));
      }
    }
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
  void rmspropsDeviationOfAConstantGradientIsNeverNegative() {
    // v − a² is 0 but for rounding; without the maximum the root of a negative number comes at
    // once.
    float[] w = new float[200];
    float[] gradient = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      gradient[i] = 50 + i * 0.37f;
    }
    Optimizer optimizer = new RmsProp(0.001, 0.9, 0, 1e-7, true).create(w.length);
    for (int step = 1; step <= 300; step++) {
      optimizer.update(w, gradient, step, 0.001);
    }
    for (float value : w) {
      assertThat(value).isFinite().isNegative();
    }
  }

  @Test
  void nadamsMomentumIsTheSameHoweverItsProductIsReached() {
    float[] one = Golden.floats("optimizer.start");
    float[] other = one.clone();
    Optimizer stepByStep = new Nadam(0.01).create(one.length);
    for (int step = 1; step <= 50; step++) {
      stepByStep.update(one, row("optimizer.gradients", 1 + step % 5), step, 0.01);
    }
    // Another one meets step 50 first, then goes back and makes every step.
    Optimizer jumping = new Nadam(0.01).create(one.length);
    jumping.update(new float[one.length], new float[one.length], 50, 0.01);
    for (int step = 1; step <= 50; step++) {
      jumping.update(other, row("optimizer.gradients", 1 + step % 5), step, 0.01);
    }
    assertThat(other).containsExactly(one);
  }

  @Test
  void lionMovesEveryParameterByTheLearningRateOrNotAtAll() {
    float[] w = {0, 0, 0};
    new Lion(0.5).create(3).update(w, new float[] {1e-20f, -1e20f, 0}, 1, 0.5);
    assertThat(w).containsExactly(-0.5f, 0.5f, 0);
  }

  @Test
  void amsgradNeverForgetsALargeGradient() {
    // After one gradient of 100 and 2,000 of 0.01, Adam's mean of squares has faded.
    float[] adam = {0};
    float[] amsgrad = {0};
    Optimizer forgetful = new Adam(0.01).create(1);
    Optimizer remembering = new AmsGrad(0.01).create(1);
    for (int step = 1; step <= 2000; step++) {
      float[] gradient = {step == 1 ? 100 : 0.01f};
      forgetful.update(adam, gradient, step, 0.01);
      remembering.update(amsgrad, gradient, step, 0.01);
    }
    assertThat(amsgrad[0]).isNegative().isGreaterThan(adam[0] + 0.001f);
  }

  @Test
  void onlyAdamwAndLionDecayWeights() {
    assertThat(new AdamW(0.001).weightDecay()).isEqualTo(0.004);
    assertThat(new Lion(0.001, 0.9, 0.99, 0.1).weightDecay()).isEqualTo(0.1);
    assertThat(optimizers().map(a -> (OptimizerSpec) a.get()[1]).filter(o -> o.weightDecay() > 0))
        .singleElement()
        .isInstanceOf(AdamW.class);
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
    assertThatThrownBy(() -> new AdaGrad(0.1, -1, 1e-7))
        .hasMessage("initialAccumulator must be a finite number >= 0. Received: -1.0");
    assertThatThrownBy(() -> new RmsProp(0.1, 1, 0, 1e-7, false))
        .hasMessageContaining("rho must be");
    assertThatThrownBy(() -> new RmsProp(0.1, 0.9, 1, 1e-7, false))
        .hasMessageContaining("momentum must be");
    assertThatThrownBy(() -> new AdaDelta(1, 0.9, 0)).hasMessageContaining("epsilon must be");
    assertThatThrownBy(() -> new AdamW(0.1, 0.9, 0.9, 1e-7, -1))
        .hasMessageContaining("weightDecay must be");
    assertThatThrownBy(() -> new AmsGrad(0.1, 1, 0.9, 1e-7)).hasMessageContaining("beta1 must be");
    assertThatThrownBy(() -> new Nadam(0.1, 0.9, 0.9, 1e-7, Double.NaN))
        .hasMessageContaining("momentumDecay must be");
    assertThatThrownBy(() -> new AdaMax(0, 0.9, 0.9, 1e-7))
        .hasMessageContaining("learningRate must be");
    assertThatThrownBy(() -> new Lion(0.1, 0.9, 2, 0)).hasMessageContaining("beta2 must be");
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
