package org.lockstep.trainer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

class ProbabilityTotalsTest {

  /**
   * Probabilities are of float exponentials. Areas are exact where no bin holds rows of both kinds
   * (the first two); elsewhere they err within the bounds that ScoreHistogramTest checks, here by
   * at most 2.7e-4.
   */
  @ParameterizedTest
  @CsvSource({
    "binary, 1, 1e-13",
    "sure, 1, 1e-13",
    "continuous, 1, 5e-4",
    "classes, 7, 5e-4",
  })
  void equalsScikitLearn(String key, int outputs, double areaTolerance) {
    Scores scores = batch(key, outputs, 0, rows(key, outputs)).scores();
    assertEqualsScikitLearn(scores, key, outputs, areaTolerance);
  }

  @ParameterizedTest
  @CsvSource({"binary, 1, 200", "continuous, 1, 2000", "classes, 7, 1500"})
  void mergesToTheScoresOfOneBatchWhateverTheParts(String key, int outputs, int rows) {
    Totals merged = batch(key, outputs, 0, 1);
    merged.add(merged.newInstance());
    merged.add(batch(key, outputs, 1, 150));
    merged.add(batch(key, outputs, 150, rows));
    Scores whole = batch(key, outputs, 0, rows).scores();
    whole
        .values()
        .forEach(
            (name, value) -> {
              boolean sum = List.of("log_loss", "brier_score").contains(name);
              boolean gaps = name.equals("expected_calibration_error");
              assertThat(merged.scores().value(name))
                  .as(name)
                  .isCloseTo(value, within(sum || gaps ? 1e-13 : 0.0));
            });
  }

  @Test
  void namesWhatItCounts() {
    for (int outputs : new int[] {1, 2, 3, 4, 7}) {
      Task task = outputs == 1 ? Task.BINARY : Task.MULTICLASS;
      Scores scores = Totals.forEvaluation(task, outputs).scores();
      assertThat(scores.values().keySet())
          .containsExactlyElementsOf(Totals.evaluationMetricNames(task, outputs));
      assertThat(scores.values().values()).allSatisfy(value -> assertThat(value).isNaN());
    }
  }

  @Test
  void startsAnewAfterClearing() {
    Totals totals = batch("classes", 7, 0, 99);
    totals.clear();
    assertThat(totals).usingRecursiveComparison().isEqualTo(totals.newInstance());
  }

  @Test
  void twoSoftmaxOutputsAreAsGoodAsOneSigmoidButForBriersDefinition() {
    Totals two = Totals.forEvaluation(Task.MULTICLASS, 2);
    float[] z = Golden.floats("probabilities.binary.logits");
    float[] pairs = new float[2 * z.length];
    for (int i = 0; i < z.length; i++) {
      pairs[2 * i + 1] = z[i];
    }
    float[] targets = Golden.floats("probabilities.binary.targets");
    two.add(new Matrix(pairs, 0, z.length, 2), targets, new float[z.length], 0);
    Scores one = batch("binary", 1, 0, z.length).scores();
    for (String name : List.of("accuracy", "log_loss", "expected_calibration_error")) {
      assertThat(two.scores().value(name)).as(name).isCloseTo(one.value(name), within(1e-6));
    }
    assertThat(two.scores().value("brier_score"))
        .isCloseTo(2 * one.value("brier_score"), within(1e-6));
    // The area is the same from both sides, up to scores that rounding moves over a bin's edge.
    assertThat(two.scores().value("roc_auc")).isCloseTo(one.value("roc_auc"), within(2e-3));
  }

  @Test
  void aClassWithoutRowsIsLeftOutOfTheAreas() {
    Totals totals = Totals.forEvaluation(Task.MULTICLASS, 3);
    Matrix logits = new Matrix(new float[] {3, 1, 0, 0, 2, 1, 1, 0, 2}, 0, 3, 3);
    totals.add(logits, new float[] {0, 1, 1}, new float[] {1, 1, 1}, 0);
    assertThat(totals.scores().value("roc_auc")).isEqualTo(0.75);
    assertThat(totals.scores().value("top_2_accuracy")).isEqualTo(2 / 3.0);
    Totals oneClass = Totals.forEvaluation(Task.BINARY, 1);
    oneClass.add(new Matrix(new float[] {1}, 0, 1, 1), new float[] {1}, new float[] {1}, 0);
    assertThat(oneClass.scores().value("roc_auc")).isNaN();
    assertThat(oneClass.scores().value("average_precision")).isEqualTo(1);
  }

  @Test
  void ofEqualLogitsTheFirstClassComesFirst() {
    Totals totals = Totals.forEvaluation(Task.MULTICLASS, 4);
    totals.add(Matrix.zeros(4, 4), new float[] {0, 1, 2, 3}, new float[4], 0);
    assertThat(totals.scores().value("accuracy")).isEqualTo(0.25);
    assertThat(totals.scores().value("top_2_accuracy")).isEqualTo(0.5);
    assertThat(totals.scores().value("top_3_accuracy")).isEqualTo(0.75);
  }

  @Test
  void logitsThatAreNoNumbersSpoilTheScoresAndNothingElse() {
    Totals totals = Totals.forEvaluation(Task.MULTICLASS, 3);
    float[] logits = {Float.NaN, 0, 1, Float.POSITIVE_INFINITY, 0, 1};
    totals.add(new Matrix(logits, 0, 2, 3), new float[] {0, 1}, new float[] {1, 1}, 0);
    assertThat(totals.scores().value("log_loss")).isNaN();
  }

  @Test
  void theTotalsOfStepsDoNotMixWithThoseOfEvaluation() {
    Totals steps = Totals.of(Task.MULTICLASS, 3);
    assertThatThrownBy(() -> steps.add(Totals.forEvaluation(Task.MULTICLASS, 3)))
        .hasMessageEndingWith("Received: classification totals of 3 logits with probabilities");
  }

  private static void assertEqualsScikitLearn(
      Scores scores, String key, int outputs, double areaTolerance) {
    double[] expected = Golden.doubles("probabilities." + key + ".values");
    List<String> names = ProbabilityTotals.names(outputs);
    assertThat(names).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      boolean area = i >= expected.length - 2;
      assertThat(scores.value(names.get(i)))
          .as(names.get(i))
          .isCloseTo(expected[i], within(area ? areaTolerance : 2e-7));
    }
  }

  private static Totals batch(String key, int outputs, int from, int to) {
    float[] logits = Golden.floats("probabilities." + key + ".logits");
    float[] targets = Golden.floats("probabilities." + key + ".targets");
    Totals totals = Totals.forEvaluation(outputs == 1 ? Task.BINARY : Task.MULTICLASS, outputs);
    totals.add(
        new Matrix(logits, from * outputs, to - from, outputs),
        Arrays.copyOfRange(targets, from, to),
        new float[to - from],
        0);
    return totals;
  }

  private static int rows(String key, int outputs) {
    return Golden.doubles("probabilities." + key + ".logits").length / outputs;
  }
}
