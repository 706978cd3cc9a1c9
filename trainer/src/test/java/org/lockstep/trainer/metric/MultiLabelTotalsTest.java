package org.lockstep.trainer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

/** Scores of several labels a row, against scikit-learn. */
class MultiLabelTotalsTest {
  private static final int LABELS = 5;
  private static final int ROWS = 60;

  @ParameterizedTest
  @ValueSource(strings = {"half", "chosen"})
  void equalsScikitLearn(String key) {
    assertScores(rows(thresholds(key), 0, ROWS).scores(), key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "chosen"})
  void equalsScikitLearnMergedFromUnequalPartsAndAfterClearing(String key) {
    Totals merged = rows(thresholds(key), 0, 1);
    merged.clear();
    assertThat(merged).usingRecursiveComparison().isEqualTo(merged.newInstance());
    merged.add(rows(thresholds(key), 0, 7));
    merged.add(merged.newInstance());
    merged.add(rows(thresholds(key), 7, 41));
    merged.add(rows(thresholds(key), 41, ROWS));
    assertScores(merged.scores(), key);
  }

  @Test
  void stepsCountWhatIsCheapAndTheSame() {
    Totals steps = Totals.of(Task.MULTI_LABEL, LABELS);
    count(steps, 0, ROWS);
    Scores scores = steps.scores();
    assertThat(scores.values().keySet())
        .containsExactlyElementsOf(Totals.metricNames(Task.MULTI_LABEL));
    scores
        .values()
        .forEach(
            (name, value) ->
                assertThat(value)
                    .as(name)
                    .isEqualTo(rows(thresholds("half"), 0, ROWS).scores().value(name)));
    assertThat(scores.classes().get(0).rocAuc()).isNaN();
  }

  @Test
  void hasNoScoreWithoutRows() {
    Scores scores = Totals.forEvaluation(Task.MULTI_LABEL, LABELS).scores();
    assertThat(scores.values().values()).allSatisfy(value -> assertThat(value).isNaN());
  }

  @Test
  void survivesSerialization() throws Exception {
    Totals totals = rows(thresholds("chosen"), 0, 9);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(totals);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).usingRecursiveComparison().isEqualTo(totals);
    }
  }

  @Test
  void refusesOtherLabelsOtherThresholdsAndStepsAmongEvaluations() {
    Totals totals = rows(thresholds("half"), 0, 3);
    assertThatThrownBy(() -> totals.add(Totals.forEvaluation(Task.MULTI_LABEL, 4)))
        .hasMessage(
            "totals to be added must be of one task and size: totals of 5 labels with probabilities."
                + " Received: totals of 4 labels with probabilities");
    assertThatThrownBy(() -> totals.add(rows(thresholds("chosen"), 0, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> totals.add(Totals.of(Task.MULTI_LABEL, LABELS)))
        .hasMessageContaining("Received: totals of 5 labels");
    assertThatThrownBy(
            () -> Totals.forEvaluation(Task.MULTI_LABEL, LABELS, Thresholds.of(List.of(0.5, 0.5))))
        .hasMessage("thresholds must be 5 for this network. Received: [0.5, 0.5]");
  }

  @Test
  void tunesEachLabelToTheBestF1OfAllThresholds() {
    Thresholds tuned = rows(thresholds("half"), 0, ROWS).tunedThresholds();
    double[] best = Golden.doubles("metric.labels.best");
    for (int k = 0; k < best.length; k++) {
      assertThat(tuned.tunedF1().get(k)).isCloseTo(best[k], within(1e-13));
    }
    // Nobody has the last label: every threshold is as bad.
    assertThat(tuned.values().get(4)).isEqualTo(0.5);
    assertThat(tuned.tunedF1().get(4)).isZero();
    Scores scores = rows(tuned, 0, ROWS).scores();
    for (int k = 0; k < LABELS; k++) {
      assertThat(scores.classes().get(k).f1()).isEqualTo(tuned.tunedF1().get(k));
    }
  }

  @Test
  void theNearestToOneHalfOfEquallyGoodThresholdsIsTuned() {
    Totals totals = Totals.forEvaluation(Task.BINARY, 1);
    totals.add(
        new Matrix(new float[] {-9, -3, 0, 5}, 0, 4, 1),
        new float[] {0, 0, 0, 1},
        new float[] {1, 1, 1, 1},
        0);
    assertThat(totals.tunedThresholds()).isEqualTo(new Thresholds(List.of(0.5), List.of(1.0)));
    totals.clear();
    totals.add(
        new Matrix(new float[] {-9, -3, 5}, 0, 3, 1),
        new float[] {0, 1, 1},
        new float[] {1, 1, 1},
        0);
    Thresholds tuned = totals.tunedThresholds();
    // The edge of a bin below −3 that leaves −3 above it.
    assertThat(tuned.cut(0)).isEqualTo(-3 - 1 / 32f);
    assertThat(tuned.tunedF1()).containsExactly(1.0);
  }

  @Test
  void onlySigmoidOutputsHaveThresholdsToTune() {
    assertThatThrownBy(() -> Totals.forEvaluation(Task.MULTICLASS, 3).tunedThresholds())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Totals.of(Task.MULTI_LABEL, 3).tunedThresholds())
        .hasMessage(
            "thresholds are tuned on an evaluation of sigmoid outputs."
                + " Received: totals of 3 labels");
  }

  private static void assertScores(Scores scores, String key) {
    assertThat(scores.rows()).isEqualTo(ROWS);
    assertThat(scores.loss()).isEqualTo(1.5);
    assertThat(scores.confusion()).isEmpty();
    assertThat(scores.values().keySet())
        .containsExactlyElementsOf(Totals.evaluationMetricNames(Task.MULTI_LABEL, LABELS));
    String prefix = "metric.labels." + key + ".";
    double[] expected = Golden.doubles(prefix + "values");
    int i = 0;
    for (var value : scores.values().entrySet()) {
      // log_loss and brier_score add up single-precision probabilities.
      boolean rounded = value.getKey().equals("log_loss") || value.getKey().equals("brier_score");
      assertThat(value.getValue())
          .as(value.getKey())
          .isCloseTo(expected[i++], within(rounded ? 1e-7 : 1e-13));
    }
    double[] roc = Golden.doubles("metric.labels.roc");
    double[] area = Golden.doubles("metric.labels.area");
    for (int k = 0; k < LABELS; k++) {
      ClassScores label = scores.classes().get(k);
      assertThat(label.precision())
          .isCloseTo(Golden.doubles(prefix + "precision")[k], within(1e-13));
      assertThat(label.recall()).isCloseTo(Golden.doubles(prefix + "recall")[k], within(1e-13));
      assertThat(label.f1()).isCloseTo(Golden.doubles(prefix + "f1")[k], within(1e-13));
      assertThat(label.support()).isEqualTo(Golden.longs(prefix + "support")[k]);
      if (k < roc.length) {
        assertThat(label.rocAuc()).isCloseTo(roc[k], within(1e-13));
        assertThat(label.averagePrecision()).isCloseTo(area[k], within(1e-13));
      } else {
        assertThat(label.rocAuc()).isNaN();
        assertThat(label.averagePrecision()).isNaN();
      }
    }
  }

  private static Thresholds thresholds(String key) {
    double[] cuts = Golden.doubles("metric.labels.cuts");
    return key.equals("half")
        ? Thresholds.standard(Task.MULTI_LABEL, LABELS)
        : Thresholds.of(Arrays.stream(cuts).boxed().toList());
  }

  private static Totals rows(Thresholds thresholds, int from, int to) {
    Totals totals = Totals.forEvaluation(Task.MULTI_LABEL, LABELS, thresholds);
    count(totals, from, to);
    return totals;
  }

  private static void count(Totals totals, int from, int to) {
    float[] logits = Golden.floats("metric.labels.logits");
    float[] targets = Golden.floats("metric.labels.targets");
    float[] weights = new float[to - from];
    Arrays.fill(weights, 2);
    totals.add(
        new Matrix(logits, from * LABELS, to - from, LABELS),
        Arrays.copyOfRange(targets, from * LABELS, to * LABELS),
        weights,
        3.0 * (to - from));
  }
}
