package org.lockstep.trainer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

/** Scores of tasks whose targets are numbers: shares of classes, and several outputs. */
class OutputTotalsTest {

  @Test
  void sharesEqualScikitLearnAndTorchMergedFromParts() {
    Totals merged = totals(Task.DISTRIBUTION, "shares.logits", "shares.targets", 0, 1);
    merged.clear();
    merged.add(totals(Task.DISTRIBUTION, "shares.logits", "shares.targets", 0, 11));
    merged.add(merged.newInstance());
    merged.add(totals(Task.DISTRIBUTION, "shares.logits", "shares.targets", 11, 40));
    Scores scores = merged.scores();
    assertThat(scores.rows()).isEqualTo(40);
    assertThat(scores.values().keySet())
        .containsExactlyElementsOf(Totals.evaluationMetricNames(Task.DISTRIBUTION, 3));
    double[] expected = Golden.doubles("metric.shares.values");
    assertThat(scores.value("accuracy")).isCloseTo(expected[0], within(1e-13));
    assertThat(scores.value("kl_divergence")).isCloseTo(expected[1], within(1e-6));
    assertThat(scores.value("mae")).isCloseTo(expected[2], within(1e-7));
    assertThatThrownBy(() -> merged.add(Totals.of(Task.DISTRIBUTION, 4)))
        .hasMessageContaining("Received: totals of shares of 4 classes");
  }

  @Test
  void aRegressionTellsTheErrorsOfEachOutput() {
    Totals merged = totals(Task.REGRESSION, "outputs.predicted", "outputs.targets", 0, 9);
    merged.add(totals(Task.REGRESSION, "outputs.predicted", "outputs.targets", 9, 30));
    Scores scores = merged.scores();
    assertThat(scores.outputs()).hasSize(3);
    for (int k = 0; k < 3; k++) {
      OutputScores output = scores.outputs().get(k);
      assertThat(output.mse()).isCloseTo(golden("mse", k), within(1e-13));
      assertThat(output.rmse()).isCloseTo(golden("rmse", k), within(1e-13));
      assertThat(output.mae()).isCloseTo(golden("mae", k), within(1e-13));
      assertThat(output.r2()).isCloseTo(golden("r2", k), within(1e-12));
    }
    assertThat(scores.value("r2"))
        .isCloseTo((golden("r2", 0) + golden("r2", 1) + golden("r2", 2)) / 3, within(1e-12));
  }

  private static double golden(String name, int output) {
    return Golden.doubles("metric.outputs." + name)[output];
  }

  private static Totals totals(Task task, String logits, String targets, int from, int to) {
    float[] weights = new float[to - from];
    Arrays.fill(weights, 1);
    Totals totals = Totals.forEvaluation(task, 3);
    totals.add(
        new Matrix(Golden.floats("metric." + logits), from * 3, to - from, 3),
        Arrays.copyOfRange(Golden.floats("metric." + targets), from * 3, to * 3),
        weights,
        0);
    return totals;
  }
}
