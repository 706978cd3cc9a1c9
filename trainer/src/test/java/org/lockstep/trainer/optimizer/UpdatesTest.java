package org.lockstep.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.matrix.KernelOfWidth;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.ScalarUpdates;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/** Every formula at every vector width against the plain one, to the bit. */
class UpdatesTest {
  private static final int PADDING = 3;
  private static final int[] LENGTHS = {0, 1, 3, 4, 5, 15, 16, 17, 31, 64, 67, 211};
  private static final Updates SCALAR = new ScalarUpdates();
  private static final Updates[] OTHERS = {
    Kernels.best().updates(),
    KernelOfWidth.load("128").updates(),
    KernelOfWidth.load("256").updates(),
    KernelOfWidth.load("512").updates()
  };

  static Stream<OptimizerSpec> optimizers() {
    return OptimizerTest.optimizers().map(Arguments::get).map(a -> (OptimizerSpec) a[1]);
  }

  private static float[] numbers(Random random, int length) {
    float[] special = {0f, -0f, 1e-38f, -1e-42f, 1e30f, -1f};
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] =
          random.nextInt(8) == 0
              ? special[random.nextInt(special.length)]
              : (float) (random.nextDouble() * 4 - 2);
    }
    return x;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void everyWidthHasTheBitsOfThePlainFormula(OptimizerSpec spec) {
    for (int length : LENGTHS) {
      for (int steps = 0; steps <= 3; steps++) {
        float[] expected = updated(spec, SCALAR, length, steps);
        for (Updates updates : OTHERS) {
          assertThat(Arrays.equals(updated(spec, updates, length, steps), expected))
              .as("%d elements, %d steps, %s", length, steps, updates)
              .isTrue();
        }
      }
    }
  }

  @Test
  void adamOfElementsWithSettingsOfTheirOwnIsAdamOfEachOne() {
    for (int length : LENGTHS) {
      for (int steps = 0; steps <= 3; steps++) {
        float[] expected = ofEach(null, length, steps);
        for (Updates updates : OTHERS) {
          assertThat(Arrays.equals(ofEach(updates, length, steps), expected))
              .as("%d elements, %d steps, %s", length, steps, updates)
              .isTrue();
        }
        assertThat(ofEach(SCALAR, length, steps)).isEqualTo(expected);
      }
    }
  }

  /**
   * @param updates null for one element after the other
   */
  private static float[] ofEach(Updates updates, int length, int steps) {
    Random random = new Random(length);
    float[] w = numbers(random, length + PADDING);
    float[] mean = numbers(random, length + PADDING);
    float[] square = new float[length + PADDING];
    fillWithSquares(square, random);
    float[] gradient = numbers(random, length + 1);
    float[] rates = numbers(random, 3 * length);
    float[] rests1 = new float[length];
    float[] rests2 = new float[length];
    float[] epsilons = new float[length];
    for (int i = 0; i < length; i++) {
      rests1[i] = random.nextFloat();
      rests2[i] = random.nextFloat();
      epsilons[i] = 1e-7f * (1 + i);
    }
    if (updates != null) {
      UpdateSpan span =
          new UpdateSpan()
              .elements(w, PADDING, length)
              .gradient(gradient, 1, 0.3f)
              .steps(steps, rates, 0, length);
      updates.adamOfEach(span, mean, square, rests1, rests2, epsilons);
    } else {
      for (int i = 0; i < length; i++) {
        UpdateSpan span =
            new UpdateSpan()
                .elements(w, PADDING + i, 1)
                .gradient(gradient, 1 + i, 0.3f)
                .steps(steps, rates, i, length);
        SCALAR.adam(span, mean, square, rests1[i], rests2[i], epsilons[i]);
      }
    }
    float[] all = Arrays.copyOf(w, 3 * w.length);
    System.arraycopy(mean, 0, all, w.length, w.length);
    System.arraycopy(square, 0, all, 2 * w.length, w.length);
    return all;
  }

  /** Parameters and state, the padding with them, one after the other. */
  private static float[] updated(OptimizerSpec spec, Updates updates, int length, int steps) {
    Random random = new Random(length);
    int size = length + 2 * PADDING;
    Optimizer optimizer = spec.create(size);
    optimizer.state().forEach(state -> fillWithSquares(state, random));
    float[] parameters = numbers(random, size);
    float[] gradient = numbers(random, length + 1);
    float[] rates = new float[3 * optimizer.ratesPerStep()];
    for (int step = 0; step < 3; step++) {
      optimizer.rates(7 + step, 0.01 + step, rates, step * optimizer.ratesPerStep());
    }
    optimizer.update(
        updates,
        new UpdateSpan()
            .elements(parameters, PADDING, length)
            .gradient(gradient, 1, 0.3f)
            .steps(steps, rates, 0, optimizer.ratesPerStep()));
    return concatenated(parameters, optimizer);
  }

  private static void fillWithSquares(float[] state, Random random) {
    float[] numbers = numbers(random, state.length);
    for (int i = 0; i < state.length; i++) {
      state[i] = numbers[i] * numbers[i];
    }
  }

  private static float[] concatenated(float[] parameters, Optimizer optimizer) {
    int size = parameters.length;
    float[] all = Arrays.copyOf(parameters, size * (1 + optimizer.state().size()));
    for (int i = 0; i < optimizer.state().size(); i++) {
      System.arraycopy(optimizer.state().get(i), 0, all, size * (i + 1), size);
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void stepsAtOnceAreAStepWithTheGradientAndStepsWithout(OptimizerSpec spec) {
    int size = 75; // four vectors, one, and a rest at every width
    Random random = new Random(1);
    Optimizer atOnce = spec.create(size);
    Optimizer oneByOne = spec.create(size);
    float[] parameters = numbers(random, size);
    float[] other = parameters.clone();
    float[] gradient = numbers(random, size);
    int each = atOnce.ratesPerStep();
    float[] rates = new float[5 * each];
    for (int step = 1; step <= 5; step++) {
      atOnce.rates(step, 0.1 / step, rates, (step - 1) * each);
      float[] itsGradient = step == 1 ? gradient : new float[size];
      oneByOne.update(other, itsGradient, step, 0.1 / step);
    }
    atOnce.update(
        Kernels.best().updates(),
        new UpdateSpan()
            .elements(parameters, 0, size)
            .gradient(gradient, 0, 1)
            .steps(5, rates, 0, each));
    assertThat(concatenated(parameters, atOnce)).containsExactly(concatenated(other, oneByOne));
  }

  /** What lets a row rest until its first gradient. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void withoutGradientAndMemoryNothingChanges(OptimizerSpec spec) {
    float[] parameters = {1, -2, 1e-30f, 0};
    Optimizer optimizer = spec.create(parameters.length);
    if (optimizer.restsWithoutGradient()) {
      optimizer.state().forEach(state -> Arrays.fill(state, 0.7f));
    } else {
      optimizer.state().forEach(state -> Arrays.fill(state, 0f));
    }
    float[] before = concatenated(parameters, optimizer);
    for (int step = 1; step <= 10; step++) {
      optimizer.update(parameters, new float[parameters.length], step, 0.1);
    }
    assertThat(concatenated(parameters, optimizer)).containsExactly(before);
  }

  @Test
  void theOtherPiecesOfAStepHaveTheSameBitsAtEveryWidth() {
    for (int length : LENGTHS) {
      same(length, (updates, x) -> updates.add(x[0], 1, x[1], 2, length));
      same(length, (updates, x) -> updates.scale(x[0], 1, 1 + length, 0.3f));
      same(length, (updates, x) -> updates.addPenalty(x[0], 1, x[1], 2, length, 0.3f));
      same(length, (updates, x) -> updates.clip(x[0], 1, 1 + length, 0.8f));
      same(length, (updates, x) -> updates.shrink(x[0], 1, 1 + length, 0.01f));
      same(length, (updates, x) -> updates.shrinkTowardsZero(x[0], 1, 1 + length, 0.5f));
    }
  }

  private interface Piece {
    void run(Updates updates, float[][] x);
  }

  private static void same(int length, Piece piece) {
    float[][] expected = twoArrays(length);
    piece.run(SCALAR, expected);
    for (Updates updates : OTHERS) {
      float[][] actual = twoArrays(length);
      piece.run(updates, actual);
      assertThat(Arrays.deepEquals(actual, expected)).as("%d elements", length).isTrue();
    }
  }

  private static float[][] twoArrays(int length) {
    Random random = new Random(length);
    return new float[][] {numbers(random, length + 4), numbers(random, length + 4)};
  }

  @Test
  void theProximalStepMakesSmallWeightsExactlyZeroAndTheClipKeepsNotANumber() {
    float[] w = {0.5f, -0.5f, 2, -2, Float.NaN};
    SCALAR.shrinkTowardsZero(w, 0, w.length, 0.5f);
    assertThat(w[0]).isZero();
    assertThat(w[1] == 0).isTrue();
    assertThat(w[2]).isEqualTo(1.5f);
    assertThat(w[3]).isEqualTo(-1.5f);
    SCALAR.clip(w, 0, w.length, 1);
    assertThat(w[2]).isEqualTo(1);
    assertThat(w[4]).isNaN();
  }
}
