package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.prediction.Predictor;

/**
 * Two classes by two softmax outputs or by one sigmoid output: softmax(z₀, z₁)₁ = σ(z₁ − z₀), so
 * the sigmoid network with w = w₁ − w₀ and b = b₁ − b₀ says the same.
 */
class TwoLogitsTest {
  private static final int INPUTS = 3;
  private static final int ROWS = 50;
  private static final NetworkSpec SOFTMAX =
      NetworkSpec.of(INPUTS, List.of(), 2, Task.MULTICLASS, 0);
  private static final NetworkSpec SIGMOID = NetworkSpec.of(INPUTS, List.of(), 1, Task.BINARY, 0);

  /**
   * Kernel (inputs, 2), row-major, then two biases; all multiples of 1/8, so differences are exact.
   */
  private final float[] two = eighths(1, (INPUTS + 1) * 2);

  private final float[] one = new float[INPUTS + 1];
  private final Matrix rows = new Matrix(eighths(2, ROWS * INPUTS), 0, ROWS, INPUTS);
  private final float[] targets = new float[ROWS];
  private final float[] weights = new float[ROWS];

  TwoLogitsTest() {
    for (int i = 0; i < one.length; i++) {
      one[i] = two[2 * i + 1] - two[2 * i];
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < ROWS; i++) {
      targets[i] = random.nextInt(2);
      weights[i] = 1 + random.nextInt(3);
    }
  }

  @Test
  void lossAndGradientAreThoseOfTheDifference() {
    Matrix pair = new Predictor(SOFTMAX, two).logits(rows);
    Matrix single = new Predictor(SIGMOID, one).logits(rows);
    Matrix pairDelta = Matrix.zeros(ROWS, 2);
    Matrix singleDelta = Matrix.zeros(ROWS, 1);
    double pairLoss = Loss.of(SOFTMAX).lossAndDelta(pair, targets, weights, pairDelta);
    double singleLoss = Loss.of(SIGMOID).lossAndDelta(single, targets, weights, singleDelta);
    assertThat(pairLoss).isCloseTo(singleLoss, within(1e-6 * singleLoss));
    for (int row = 0; row < ROWS; row++) {
      assertThat(single.get(row, 0)).isEqualTo(pair.get(row, 1) - pair.get(row, 0));
      float slope = singleDelta.get(row, 0);
      assertThat(pairDelta.get(row, 1)).isCloseTo(slope, within(5e-7f));
      assertThat(pairDelta.get(row, 0)).isCloseTo(-slope, within(5e-7f));
    }
  }

  @Test
  void metricsAgree() {
    Scores pair = scores(SOFTMAX, two);
    Scores single = scores(SIGMOID, one);
    assertThat(pair.confusion().orElseThrow()).isDeepEqualTo(single.confusion().orElseThrow());
    assertThat(pair.classes()).isEqualTo(single.classes());
    for (String metric : List.of("accuracy", "macro_f1", "log_loss")) {
      assertThat(pair.value(metric)).as(metric).isCloseTo(single.value(metric), within(1e-6));
    }
    assertThat(pair.value("expected_calibration_error"))
        .isCloseTo(single.value("expected_calibration_error"), within(1e-6));
    // The log-odds are edges of bins here, and rounding moves them to the bin below.
    assertThat(pair.value("roc_auc")).isCloseTo(single.value("roc_auc"), within(5e-3));
    // Brier 1950 adds up the classes, scikit-learn's of two classes looks at one of them.
    assertThat(pair.value("brier_score")).isCloseTo(2 * single.value("brier_score"), within(1e-6));
  }

  @Test
  void theScorerSaysTheSame() {
    List<Prediction> pair = scorer(SOFTMAX, two).predict(rows);
    List<Prediction> single = scorer(SIGMOID, one).predict(rows);
    for (int row = 0; row < ROWS; row++) {
      assertThat(pair.get(row).label()).isEqualTo(single.get(row).label());
      for (int c = 0; c < 2; c++) {
        assertThat(pair.get(row).outputs().get(c))
            .isCloseTo(single.get(row).outputs().get(c), within(2e-7f));
      }
    }
  }

  private Scores scores(NetworkSpec network, float[] parameters) {
    Totals totals = Totals.forEvaluation(network.task(), network.outputs());
    Matrix logits = new Predictor(network, parameters).logits(rows);
    totals.add(logits, targets, weights, 0);
    return totals.scores();
  }

  private static Scorer scorer(NetworkSpec network, float[] parameters) {
    return new Scorer(
        new Model(network, parameters, new VectorFeatures(INPUTS), List.of("no", "yes"), Map.of()));
  }

  private static float[] eighths(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(-16, 17) / 8f;
    }
    return numbers;
  }
}
