package org.lockstep.trainer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

class TotalsTest {

  @ParameterizedTest
  @CsvSource({"MULTICLASS, multiclass, 6", "BINARY, binary, 1", "REGRESSION, regression, 4"})
  void equalsScikitLearnInOneBatch(Task task, String key, int outputs) {
    assertEqualsScikitLearn(batch(task, key, outputs, 0, rows(key, outputs)).scores(), task, key);
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, multiclass, 6", "BINARY, binary, 1", "REGRESSION, regression, 4"})
  void equalsScikitLearnMergedFromUnequalParts(Task task, String key, int outputs) {
    int rows = rows(key, outputs);
    Totals merged = Totals.of(task, outputs);
    merged.add(batch(task, key, outputs, 0, 1));
    merged.add(merged.newInstance());
    merged.add(batch(task, key, outputs, 1, 14));
    merged.add(batch(task, key, outputs, 14, rows));
    assertThat(merged.rows()).isEqualTo(rows);
    assertThat(merged.weightSum()).isEqualTo(2.0 * rows);
    assertThat(merged.lossSum()).isEqualTo(3.0 * rows);
    assertThat(merged.scores().loss()).isEqualTo(1.5);
    assertEqualsScikitLearn(merged.scores(), task, key);
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, multiclass, 6", "BINARY, binary, 1", "REGRESSION, regression, 4"})
  void startsAnewAfterClearing(Task task, String key, int outputs) {
    Totals totals = batch(task, key, outputs, 0, 9);
    totals.clear();
    assertThat(totals.rows()).isZero();
    totals.add(batch(task, key, outputs, 0, rows(key, outputs)));
    assertEqualsScikitLearn(totals.scores(), task, key);
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, multiclass, 6", "BINARY, binary, 1", "REGRESSION, regression, 4"})
  void keepsTheBitsOfTotalsThatEmptyOnesAreAddedTo(Task task, String key, int outputs) {
    Totals totals = batch(task, key, outputs, 0, 9);
    Totals fromEmpty = totals.newInstance();
    fromEmpty.add(totals);
    fromEmpty.add(totals.newInstance());
    assertThat(fromEmpty).usingRecursiveComparison().isEqualTo(totals);
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, 3", "BINARY, 1", "REGRESSION, 2"})
  void hasNoScoreWithoutRows(Task task, int outputs) {
    Scores scores = Totals.of(task, outputs).scores();
    assertThat(scores.rows()).isZero();
    assertThat(scores.loss()).isNaN();
    assertThat(scores.values().values()).allSatisfy(value -> assertThat(value).isNaN());
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, multiclass, 6", "REGRESSION, regression, 4"})
  void survivesSerialization(Task task, String key, int outputs) throws Exception {
    Totals totals = batch(task, key, outputs, 0, 9);
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
  void choosesTheFirstOfEqualLogits() {
    Totals totals = Totals.of(Task.MULTICLASS, 3);
    totals.add(
        new Matrix(new float[] {1, 1, 1, 0, 2, 2}, 0, 2, 3),
        new float[] {2, 2},
        new float[] {1, 1},
        0);
    assertThat(totals.scores().confusion().orElseThrow()[2]).containsExactly(1, 1, 0);
  }

  @Test
  void hasAnR2OnlyFromTwoRowsOn() {
    Totals totals = Totals.of(Task.REGRESSION, 1);
    totals.add(Matrix.zeros(1, 1), new float[] {2}, new float[] {1}, 4);
    assertThat(totals.scores().value("r2")).isNaN();
    assertThat(totals.scores().value("mse")).isEqualTo(4);
  }

  @Test
  void refusesTotalsOfAnotherKind() {
    Totals totals = Totals.of(Task.MULTICLASS, 3);
    assertThatThrownBy(() -> totals.add(Totals.of(Task.MULTICLASS, 4)))
        .hasMessage(
            "totals to be added must be of one task and size: classification totals of 3 logits."
                + " Received: classification totals of 4 logits");
    assertThatThrownBy(() -> totals.add(Totals.of(Task.REGRESSION, 3)))
        .hasMessageContaining("Received: regression totals of 3 outputs");
    assertThatThrownBy(() -> Totals.of(Task.REGRESSION, 1).add(Totals.of(Task.REGRESSION, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheMetricsThatThereAre() {
    Scores scores = Totals.of(Task.REGRESSION, 1).scores();
    assertThatThrownBy(() -> scores.value("accuracy"))
        .hasMessage("metric must be one of mse, rmse, mae, r2. Received: accuracy");
  }

  private static void assertEqualsScikitLearn(Scores scores, Task task, String key) {
    assertThat(scores.values().keySet()).containsExactlyElementsOf(Totals.metricNames(task));
    double[] expected = Golden.doubles("metric." + key + ".values");
    double[] actual = scores.values().values().stream().mapToDouble(v -> v).toArray();
    // One output lies around 2²²: a running mean knows it to 1e-9, Σt² − (Σt)²/n to no digit.
    assertClose(actual, expected, task == Task.REGRESSION ? 1e-9 : 1e-13);
    if (task == Task.REGRESSION) {
      assertThat(scores.confusion()).isEmpty();
      assertThat(scores.classes()).isEmpty();
      return;
    }
    String prefix = "metric." + key + ".";
    Stream<ClassScores> classes = scores.classes().stream();
    assertClose(
        classes.mapToDouble(ClassScores::precision).toArray(),
        Golden.doubles(prefix + "precision"));
    classes = scores.classes().stream();
    assertClose(
        classes.mapToDouble(ClassScores::recall).toArray(), Golden.doubles(prefix + "recall"));
    classes = scores.classes().stream();
    assertClose(classes.mapToDouble(ClassScores::f1).toArray(), Golden.doubles(prefix + "f1"));
    classes = scores.classes().stream();
    assertThat(classes.mapToLong(ClassScores::support).toArray())
        .containsExactly(Golden.longs(prefix + "support"));
    assertThat(Arrays.stream(scores.confusion().orElseThrow()).flatMapToLong(Arrays::stream))
        .containsExactly(
            Arrays.stream(Golden.longs(prefix + "confusion")).boxed().toArray(Long[]::new));
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertClose(actual, expected, 1e-13);
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  /** Totals of the golden rows {@code from … to−1}; every row with weight 2 and loss 3. */
  private static Totals batch(Task task, String key, int outputs, int from, int to) {
    float[] logits = Golden.floats("metric." + key + ".logits");
    float[] targets = Golden.floats("metric." + key + ".targets");
    int columns = task == Task.REGRESSION ? outputs : 1;
    float[] weights = new float[to - from];
    Arrays.fill(weights, 2);
    Totals totals = Totals.of(task, outputs);
    totals.add(
        new Matrix(logits, from * outputs, to - from, outputs),
        Arrays.copyOfRange(targets, from * columns, to * columns),
        weights,
        3.0 * (to - from));
    return totals;
  }

  private static int rows(String key, int outputs) {
    return Golden.doubles("metric." + key + ".logits").length / outputs;
  }
}
