package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** Models of several labels and of shares, and thresholds: kept, read again, and obeyed. */
class LabelsTest {
  private static final List<String> NAMES = List.of("late", "rude");

  @TempDir private Path folder;

  @Test
  void aModelOfLabelsIsReadAgainWithItsThresholdsAndWeights() throws Exception {
    LossSpec loss = new LossSpec.PositiveWeighted(new LossSpec.Focal(1.5), List.of(2.5, 0.75));
    NetworkSpec network = NetworkSpec.of(1, List.of(), 2, Task.MULTI_LABEL, loss, 0);
    Thresholds thresholds = new Thresholds(List.of(0.75, 0.125), List.of(0.9, 0.4));
    Model model = model(network, thresholds, 1, -1, 0, 0);
    ModelFile.write(folder.resolve("model"), model);
    Model again = ModelFile.read(folder.resolve("model"));
    assertThat(again.network()).isEqualTo(network);
    assertThat(again.thresholds()).isEqualTo(thresholds);
    assertThat(again.labels()).isEqualTo(NAMES);

    Scorer scorer = new Scorer(again);
    // σ(1) = 0.731 is below 0.75, σ(−1) = 0.269 above 0.125.
    Prediction prediction = scorer.predict(new double[] {1});
    assertThat(prediction.label()).isEmpty();
    assertThat(prediction.labels()).containsExactly("rude");
    assertThat(prediction.outputs().get(0)).isCloseTo(0.7310586f, within(1e-6f));
    assertThat(scorer.predict(new double[] {1.5}).labels()).containsExactly("late", "rude");
    assertThat(scorer.predict(new double[] {-4}).labels()).containsExactly("rude");
    assertThat(scorer.predict(new double[] {4}).labels()).containsExactly("late");
  }

  @Test
  void aModelOfSharesIsReadAgain() throws Exception {
    NetworkSpec network = NetworkSpec.of(1, List.of(), 2, Task.DISTRIBUTION, 0);
    ModelFile.write(folder.resolve("model"), model(network, Thresholds.of(List.of()), 1, 0, 0, 0));
    Model again = ModelFile.read(folder.resolve("model"));
    assertThat(again.network()).isEqualTo(network);
    Prediction prediction = new Scorer(again).predict(new double[] {Math.log(3)});
    assertThat(prediction.label()).contains("late");
    assertThat(prediction.outputs().get(0)).isCloseTo(0.75f, within(1e-6f));
  }

  @Test
  void aBinaryThresholdDecidesForScorerAndTotalsAlike() {
    NetworkSpec network = NetworkSpec.of(1, List.of(), 1, Task.BINARY, 0);
    // The probability of the second logit rounds to 0.5; on the last one's threshold is a tie.
    float[] logits = {0, 1e-9f, -1e-9f, (float) Math.log(3), 1.2f};
    for (double threshold : new double[] {0.5, 0.75, 0.25}) {
      Thresholds thresholds = Thresholds.of(List.of(threshold));
      Model model = model(network, thresholds, 1, 0);
      Totals totals = Totals.forEvaluation(Task.BINARY, 1, thresholds);
      totals.add(
          new Matrix(logits, 0, logits.length, 1),
          new float[logits.length],
          new float[logits.length],
          0);
      List<Prediction> predictions =
          new Scorer(model).predict(new Matrix(logits, 0, logits.length, 1));
      long positive =
          predictions.stream().filter(p -> p.label().orElseThrow().equals("rude")).count();
      assertThat(totals.scores().confusion().orElseThrow()[0][1])
          .as("threshold %s", threshold)
          .isEqualTo(positive)
          .isEqualTo(threshold == 0.5 ? 3 : threshold == 0.75 ? 1 : 5);
    }
  }

  @Test
  void thresholdsMustFitTheNetwork() {
    NetworkSpec network = NetworkSpec.of(1, List.of(), 2, Task.MULTICLASS, 0);
    assertThatThrownBy(() -> model(network, Thresholds.of(List.of(0.5)), 1, 0, 0, 0))
        .hasMessage("thresholds must be 0 for this network. Received: [0.5]");
    assertThatThrownBy(
            () ->
                NetworkSpec.of(
                    1,
                    List.of(),
                    3,
                    Task.MULTI_LABEL,
                    new LossSpec.PositiveWeighted(new LossSpec.Hinge(), List.of(1.0)),
                    0))
        .hasMessage("positive weights must be one an output, 3. Received: 1");
    assertThatThrownBy(() -> new LossSpec.PositiveWeighted(new LossSpec.Poisson(), List.of(1.0)))
        .hasMessage("positive weights must go with a plain loss of labels. Received: poisson");
    assertThatThrownBy(() -> new LossSpec.PositiveWeighted(new LossSpec.Hinge(), List.of(0.0)))
        .hasMessage("a positive weight must be finite and > 0. Received: 0.0");
    assertThatThrownBy(() -> NetworkSpec.of(1, List.of(), 1, Task.DISTRIBUTION, 0))
        .hasMessage("a network of shares must have >= 2 outputs. Received: 1");
  }

  private static Model model(NetworkSpec network, Thresholds thresholds, float... parameters) {
    return new Model(network, parameters, new VectorFeatures(1), NAMES, thresholds, Map.of());
  }
}
