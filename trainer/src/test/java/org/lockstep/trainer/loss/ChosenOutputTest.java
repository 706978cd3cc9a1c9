package org.lockstep.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;

/** What is made of logits where more is chosen than the task. */
class ChosenOutputTest {
  private static final float[] HARD = {0, -0f, 1e-30f, -1e-30f, 3, -3, 88, -88, 1e4f, -1e4f};
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static NetworkSpec numbers(LossSpec loss) {
    return NetworkSpec.of(2, List.of(), 1, Task.REGRESSION, loss, 0);
  }

  private static Loss bounded(double lower, double upper) {
    return Loss.of(numbers(new LossSpec.SquaredError()).with(new OutputSpec.Bounded(lower, upper)));
  }

  private static Matrix hard() {
    return new Matrix(HARD.clone(), 0, HARD.length, 1);
  }

  @Test
  void boundedNumbersStayWithinTheirBoundsAndFollowTheLink() {
    double[][] bounds = {{-2, 5}, {0.1, 0.3}, {3, NONE}, {-NONE, -1}};
    for (double[] each : bounds) {
      Matrix y = hard();
      bounded(each[0], each[1]).applyLink(y);
      for (int i = 0; i < HARD.length; i++) {
        double z = HARD[i];
        double expected =
            each[1] == NONE
                ? each[0] + Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))
                : each[0] == -NONE
                    ? each[1] - Math.max(-z, 0) - Math.log1p(Math.exp(-Math.abs(z)))
                    : each[0] + (each[1] - each[0]) / (1 + Math.exp(-z));
        double tolerance = 3e-7 * Math.max(1, Math.abs(expected));
        assertThat((double) y.get(i, 0)).as("z = %s", z).isCloseTo(expected, within(tolerance));
        assertThat(y.get(i, 0)).isBetween((float) each[0], (float) each[1]);
      }
    }
  }

  @Test
  void theirSlopeIsTheLinksAndNeverNaN() {
    Loss loss = bounded(-2, 5);
    float[] targets = new float[HARD.length];
    float[] weights = new float[HARD.length];
    Arrays.fill(weights, 2);
    Matrix delta = Matrix.zeros(HARD.length, 1);
    double sum = loss.lossAndDelta(hard(), targets, weights, delta);
    double expectedSum = 0;
    for (int i = 0; i < HARD.length; i++) {
      double p = 1 / (1 + Math.exp(-(double) HARD[i]));
      double q = 1 / (1 + Math.exp(HARD[i]));
      double y = -2 + 7 * p;
      expectedSum += 2 * y * y;
      double slope = 2 * (2 * y) * 7 * p * q;
      assertThat((double) delta.get(i, 0)).as("z = %s", HARD[i]).isCloseTo(slope, within(1e-5));
    }
    assertThat(sum).isCloseTo(expectedSum, within(1e-4));
    assertThat(loss.loss(hard(), targets, weights)).isEqualTo(sum);
  }

  @Test
  void aThresholdAnswersOneOrZeroAndTrainsOnTheLogit() {
    NetworkSpec network =
        NetworkSpec.of(2, List.of(), 1, Task.BINARY, new LossSpec.Hinge(), 0)
            .with(new OutputSpec.Threshold());
    Loss loss = Loss.of(network);
    Matrix out = Matrix.zeros(HARD.length, 1);
    loss.predictions(hard(), out);
    assertThat(out.data()).containsExactly(0, 0, 1, 0, 1, 0, 1, 0, 1, 0);
    float[] ones = new float[HARD.length];
    Arrays.fill(ones, 1);
    Matrix delta = Matrix.zeros(HARD.length, 1);
    Matrix expected = Matrix.zeros(HARD.length, 1);
    double sum = loss.lossAndDelta(hard(), ones, ones, delta);
    assertThat(sum)
        .isEqualTo(new SigmoidHinge(LabelLoss.ALL_ONE).lossAndDelta(hard(), ones, ones, expected));
    assertThat(delta.data()).containsExactly(expected.data());
    assertThat(loss.loss(hard(), ones, ones)).isEqualTo(sum);
    assertThat(network.summary()).isEqualTo("2 → 1 step, 3 parameters");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 1e60})
  void aBoundMustBeANumber(double bound) {
    assertThatThrownBy(() -> new OutputSpec.Bounded(bound, 2e60))
        .hasMessage("lower must be a finite float. Received: " + bound);
  }

  @Test
  void impossibleOutputsAreRefused() {
    assertThatThrownBy(() -> new OutputSpec.Bounded(-NONE, NONE))
        .hasMessage("lower and upper must not both be infinite. Received: -Infinity and Infinity");
    assertThatThrownBy(() -> new OutputSpec.Bounded(2, 2))
        .hasMessage("upper must be > lower, 2.0. Received: 2.0");
    OutputSpec.Bounded counts = new OutputSpec.Bounded(0, NONE);
    assertThatThrownBy(() -> numbers(new LossSpec.Poisson()).with(counts))
        .hasMessageStartingWith("output must have bounds for a regression or a reconstruction only")
        .hasMessageEndingWith("Received: REGRESSION with poisson");
    NetworkSpec classes = NetworkSpec.of(2, List.of(), 3, Task.MULTICLASS, 0);
    assertThatThrownBy(() -> classes.with(counts))
        .hasMessageContaining("a regression or a reconstruction only");
    assertThatThrownBy(() -> classes.with(new OutputSpec.Threshold()))
        .hasMessage("output must be step for a binary network only. Received: MULTICLASS");
  }
}
