package org.lockstep.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.gradientcheck.passes.Sealed;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;

/** Every loss at ±0, ±1e-30, ±88 and ±1e4, in all pairs, row by row against torch. */
class HardPointsTest {

  static List<Arguments> losses() {
    return List.of(
        Arguments.of("softmax", new SoftmaxCrossEntropy(), 3),
        Arguments.of("softmax_smoothed", new SmoothedSoftmaxCrossEntropy(0.1), 3),
        Arguments.of("softmax_focal", new SoftmaxFocal(2), 3),
        Arguments.of("softmax_focal_half", new SoftmaxFocal(0.5), 3),
        Arguments.of("multiclass_hinge", new MulticlassHinge(), 3),
        Arguments.of("sigmoid", new SigmoidCrossEntropy(), 1),
        Arguments.of("sigmoid_smoothed", new SigmoidCrossEntropy(0.2, LabelLoss.ALL_ONE), 1),
        Arguments.of("sigmoid_focal", new SigmoidFocal(2, LabelLoss.ALL_ONE), 1),
        Arguments.of("sigmoid_focal_half", new SigmoidFocal(0.5, LabelLoss.ALL_ONE), 1),
        Arguments.of("sigmoid", new ThresholdOutput(new SigmoidCrossEntropy()), 1),
        Arguments.of("binary_hinge", new SigmoidHinge(LabelLoss.ALL_ONE), 1),
        Arguments.of("labels", Loss.of(Task.MULTI_LABEL, new LossSpec.CrossEntropy(0)), 2),
        // Targets of 0 and 1 are those of labels.
        Arguments.of("labels", new ReconstructionCrossEntropy(), 2),
        Arguments.of("labels_hinge", Loss.of(Task.MULTI_LABEL, new LossSpec.Hinge()), 2),
        Arguments.of("shares", new KlDivergence(), 3),
        Arguments.of("squared", new MeanSquaredError(), 2),
        Arguments.of("absolute", new MeanAbsoluteError(), 2),
        Arguments.of("huber", new Huber(0.375), 2),
        Arguments.of("bounded", bounded(-0.5, 2), 2),
        Arguments.of("bounded_below", bounded(0.5, Double.POSITIVE_INFINITY), 2),
        Arguments.of("bounded_above", bounded(Double.NEGATIVE_INFINITY, 0.5), 2),
        Arguments.of("poisson", new Poisson(), 2));
  }

  private static Loss bounded(double lower, double upper) {
    return new BoundedOutput(new MeanSquaredError(), new OutputSpec.Bounded(lower, upper));
  }

  @Test
  void noLossIsLeftOut() {
    Sealed.requireSamples(Loss.class, losses().stream().map(each -> each.get()[1]).toList());
  }

  /**
   * Losses and gradients that only the smallest floats could tell from 0 may be 0. Float
   * exponentials of differences of logits are right to 2e-6.
   */
  @ParameterizedTest
  @MethodSource("losses")
  void everyRowEqualsTorch(String key, Loss loss, int outputs) {
    float[] logits = Golden.floats("hard." + key + ".logits");
    float[] targets = Golden.floats("hard." + key + ".targets");
    double[] losses = Golden.doubles("hard." + key + ".losses");
    double[] delta = Golden.doubles("hard." + key + ".delta");
    int columns = targets.length / losses.length;
    for (int row = 0; row < losses.length; row++) {
      Matrix z = new Matrix(logits, row * outputs, 1, outputs);
      float[] target = Arrays.copyOfRange(targets, row * columns, (row + 1) * columns);
      Matrix slope = Matrix.zeros(1, outputs);
      double value = loss.lossAndDelta(z, target, new float[] {1}, slope);
      String where =
          Arrays.toString(Arrays.copyOfRange(logits, row * outputs, (row + 1) * outputs));
      assertClose(value, losses[row], where);
      for (int k = 0; k < outputs; k++) {
        assertClose(slope.get(0, k), delta[row * outputs + k], where + " slope " + k);
      }
    }
  }

  private static void assertClose(double actual, double expected, String where) {
    double tolerance = 2e-6 * Math.abs(expected) + 5e-8;
    assertThat(actual).as(where).isCloseTo(expected, within(tolerance));
  }
}
