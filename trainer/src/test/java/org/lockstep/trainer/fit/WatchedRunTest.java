package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.initializer.Normal;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerNorms;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;

/** Networks that learn, vanish, explode and die, and what a watched run says of them. */
class WatchedRunTest {
  private static final int INPUTS = 6;
  private static final int ROWS = 300;

  /** Standard normal features; the class is the sign of the first two features' sum. */
  private static Shard rows() {
    SplittableRandom random = new SplittableRandom(4);
    Matrix x = Matrix.zeros(ROWS, INPUTS);
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < INPUTS; j++) {
        x.set(i, j, (float) random.nextGaussian());
      }
      targets[i] = x.get(i, 0) + x.get(i, 1) > 0 ? 1 : 0;
      weights[i] = 1;
    }
    return new Shard(x, targets, 1, weights);
  }

  private static NetworkSpec network(List<? extends LayerSpec> hidden) {
    return NetworkSpec.of(INPUTS, List.copyOf(hidden), 1, Task.BINARY, 0);
  }

  private static TrainingSpec training(OptimizerSpec optimizer, Watching watch) {
    return new TrainingSpec(3, 64, 6, 1, optimizer, new Constant(), EarlyStoppingSpec.none())
        .toBuilder().watch(watch).build();
  }

  /** What was told while a run went on. */
  private static final class Heard implements EpochListener {
    private final List<LayerReport> reports = new ArrayList<>();
    private final List<Finding> news = new ArrayList<>();
    private final List<Integer> epochs = new ArrayList<>();

    @Override
    public void epochFinished(EpochRecord record, float[] parameters) {
      epochs.add(record.epoch());
      if (!reports.isEmpty()) {
        assertThat(reports.get(reports.size() - 1).epoch()).isEqualTo(record.epoch());
      }
    }

    @Override
    public void layersMeasured(LayerReport report, List<Finding> news) {
      reports.add(report);
      this.news.addAll(news);
    }
  }

  private final Heard heard = new Heard();

  private TrainingResult fit(NetworkSpec network, TrainingSpec training, float[] parameters) {
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows()), Kernels.best());
    return new TrainingRun(network, training, workers, heard).fit(parameters);
  }

  private TrainingResult fit(NetworkSpec network, TrainingSpec training) {
    return fit(network, training, Parameters.initialise(network, 1).values());
  }

  private List<String> kinds() {
    return heard.news.stream().map(Finding::kind).toList();
  }

  @Test
  void aHealthyNetworkIsMeasuredAndGivesNoFinding() {
    NetworkSpec network =
        network(List.of(new DenseSpec(16, new Relu()), new DenseSpec(8, new Tanh())));
    TrainingResult result = fit(network, training(new Adam(0.01), Watching.EPOCH));
    assertThat(heard.news).isEmpty();
    assertThat(heard.reports).hasSize(6).allMatch(LayerReport::lastOfEpoch);
    LayerReport last = heard.reports.get(5);
    assertThat(result.watched().last()).contains(last);
    assertThat(result.watched().findings()).isEmpty();
    assertThat(last.step()).isEqualTo(5);
    assertThat(last.rowsSeen()).isEqualTo(ROWS);
    assertThat(last.layers())
        .extracting(LayerNorms::name)
        .containsExactly(
            "dense_1/kernel",
            "dense_1/bias",
            "dense_2/kernel",
            "dense_2/bias",
            "dense_3/kernel",
            "dense_3/bias");
    assertThat(last.kernels().get(0).deadShare()).isBetween(0.0, 0.5);
    assertThat(last.kernels().get(1).deadShare()).as("tanh").isNaN();
    for (LayerNorms layer : last.layers()) {
      assertThat(layer.updateRatio()).isPositive().isLessThan(0.2);
      assertThat(layer.min()).isLessThanOrEqualTo(layer.max());
    }
  }

  @Test
  void theNumbersAreThoseOfPlainGradientDescent() {
    // One step a report: W' = W − 0.5·g, so that ‖ΔW‖ = 0.5·‖g‖, and W' is what the epoch leaves.
    NetworkSpec network = network(List.of(new DenseSpec(4, new Tanh())));
    TrainingSpec training =
        new TrainingSpec(3, ROWS, 1, 1, new Sgd(0.5), new Constant(), EarlyStoppingSpec.none())
            .toBuilder().watch(Watching.EPOCH).build();
    float[] after = fit(network, training).parameters();
    LayerReport report = heard.reports.get(0);
    double squares = 0;
    double least = 0;
    double greatest = 0;
    for (int i = 0; i < INPUTS * 4; i++) {
      squares += (double) after[i] * after[i];
      least = Math.min(least, after[i]);
      greatest = Math.max(greatest, after[i]);
    }
    LayerNorms kernel = report.layers().get(0);
    assertThat(kernel.weightNorm()).isCloseTo(Math.sqrt(squares), within(1e-6));
    assertThat(kernel.min()).isEqualTo(least);
    assertThat(kernel.max()).isEqualTo(greatest);
    for (LayerNorms layer : report.layers()) {
      assertThat(layer.updateNorm()).isCloseTo(0.5 * layer.gradientNorm(), within(1e-6));
      assertThat(layer.updateRatio()).isEqualTo(layer.updateNorm() / layer.weightNorm());
    }
  }

  @Test
  void watchingChangesNoResultAndOffTellsNothing() {
    NetworkSpec network = network(List.of(new DenseSpec(16, new Relu())));
    float[] unwatched = fit(network, training(new Adam(0.01), Watching.OFF)).parameters();
    assertThat(heard.epochs).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(heard.reports).isEmpty();
    for (Watching watch : Watching.values()) {
      assertThat(fit(network, training(new Adam(0.01), watch)).parameters()).isEqualTo(unwatched);
    }
  }

  @Test
  void everyStepCanBeMeasured() {
    NetworkSpec network = network(List.of(new DenseSpec(16, new Relu())));
    fit(network, training(new Adam(0.01), Watching.STEP));
    assertThat(heard.reports).hasSize(6 * 5);
    assertThat(heard.reports).extracting(LayerReport::step).startsWith(1, 2, 3, 4, 5, 1, 2);
    assertThat(heard.reports.stream().filter(LayerReport::lastOfEpoch)).hasSize(6);
    assertThat(heard.reports.get(0).rowsSeen()).isZero();
    assertThat(heard.reports.get(0).kernels().get(0).deadShare()).isNaN();
    assertThat(heard.reports.get(4).kernels().get(0).deadShare()).isNotNaN();
  }

  @Test
  void theReportsHaveTheSameBitsWithEveryKernel() {
    NetworkSpec network = network(List.of(new DenseSpec(19, new Relu())));
    TrainingSpec training = training(new Adam(0.01), Watching.STEP);
    fit(network, training);
    List<LayerReport> vector = List.copyOf(heard.reports);
    heard.reports.clear();
    LocalWorkers scalar =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows()), new ScalarKernel());
    new TrainingRun(network, training, scalar, heard).fit();
    assertThat(heard.reports).isEqualTo(vector);
  }

  @Test
  void tenSigmoidLayersVanish() {
    NetworkSpec network = network(Collections.nCopies(10, new DenseSpec(8, new Sigmoid())));
    TrainingResult result = fit(network, training(new Sgd(0.1), Watching.EPOCH));
    assertThat(kinds()).as("told once").containsExactly("vanishing_gradient");
    assertThat(heard.news.get(0).epoch()).isEqualTo(1);
    assertThat(heard.news.get(0).sentence())
        .matches(
            "gradients vanish: ‖g‖ of dense_1, \\S+e-\\d+, is \\S+e-0[5-9] times that of dense_11,"
                + " \\S+\\. 10 layers of sigmoid or tanh between saturate: try relu with he_normal,"
                + " or batch normalization");
    assertThat(result.watched().findings()).isEqualTo(heard.news);
  }

  @Test
  void aDeepNetworkWithLargeInitialWeightsExplodes() {
    // Each layer multiplies by about 3·√(8/2): to 1.7 million after eight.
    NetworkSpec network =
        network(Collections.nCopies(8, new DenseSpec(8, new Relu(), new Normal(3), true, 0)));
    fit(network, training(new Sgd(1e-20), Watching.EPOCH));
    assertThat(kinds()).containsExactly("exploding_gradient");
    assertThat(heard.news.get(0).sentence())
        .matches(
            "gradients explode: ‖g‖ is \\S+e\\+0\\d at epoch 1, step 5\\. Try smaller initial weights,"
                + " scale the features, lower the learning rate, and clip the gradient by global"
                + " norm");
  }

  @Test
  void gradientsThatGrowFromStepToStepAreToldBeforeTheyOverflow() {
    NetworkSpec network = NetworkSpec.of(INPUTS, List.of(), 1, Task.REGRESSION, 0);
    try {
      fit(network, training(new Sgd(4), Watching.STEP));
    } catch (DivergedException end) {
      assertThat(end).hasMessageContaining("Try a smaller learning rate than 4.0");
    }
    assertThat(kinds()).contains("exploding_gradient");
    assertThat(heard.news.get(kinds().indexOf("exploding_gradient")).sentence())
        .matches(
            "gradients explode: ‖g‖ was \\S+ and is \\S+ at epoch \\d, step \\d, \\d+ measurements"
                + " later\\. Try a lower learning rate, clip the gradient by global norm, and scale"
                + " the features");
  }

  @Test
  void unitsWithAHugeNegativeBiasAreDead() {
    NetworkSpec network =
        network(List.of(new DenseSpec(16, new Relu()), new DenseSpec(8, new Relu())));
    float[] parameters = Parameters.initialise(network, 1).values();
    int bias = INPUTS * 16 + 16 + 16 * 8;
    for (int unit = 0; unit < 5; unit++) {
      parameters[bias + unit] = -1e6f;
    }
    fit(network, training(new Adam(0.01), Watching.EPOCH), parameters);
    assertThat(kinds()).containsExactly("dead_units");
    assertThat(heard.news.get(0).layer()).isEqualTo("dense_2");
    assertThat(heard.news.get(0).sentence())
        .matches(
            "(63|75)% of dense_2's relu units are dead: 0 for all 300 rows looked at\\. Try a lower"
                + " learning rate, leaky_relu, or the initializer he_normal");
  }

  @Test
  void aReluThatIsALayerOfItsOwnHasDeadUnitsAndMovingAveragesHaveNoGradient() {
    NetworkSpec network =
        network(
            List.of(
                new DenseSpec(4, new Identity()),
                new ActivationSpec(new Relu()),
                new BatchNormalizationSpec()));
    float[] parameters = Parameters.initialise(network, 1).values();
    for (int unit = 0; unit < 3; unit++) {
      parameters[INPUTS * 4 + unit] = -1e6f;
    }
    fit(network, training(new Sgd(0.01), Watching.EPOCH), parameters);
    assertThat(heard.news.get(0).sentence()).startsWith("75% of dense_1's relu units are dead");
    assertThat(heard.reports.get(0).kernels().get(0).deadShare()).isEqualTo(0.75);
    assertThat(
            heard.reports.get(0).layers().stream()
                .filter(layer -> Double.isNaN(layer.gradientNorm()))
                .map(LayerNorms::name))
        .containsExactly(
            "batch_normalization_1/moving_mean", "batch_normalization_1/moving_variance");
    assertThat(heard.reports.get(0).gradientNorm()).isPositive();
  }

  @Test
  void deferredRowsAreBroughtUpBeforeTheyAreMeasured() {
    assertThat(reports(Watching.EPOCH, RowMode.DEFERRED))
        .hasSize(3)
        .isEqualTo(reports(Watching.EPOCH, RowMode.DENSE));
    assertThat(reports(Watching.STEP, RowMode.AUTOMATIC))
        .hasSize(21)
        .isEqualTo(reports(Watching.STEP, RowMode.DENSE));
  }

  @Test
  void rowsWatchedInEveryStepAreNotDeferred() {
    assertThatThrownBy(() -> reports(Watching.STEP, RowMode.DEFERRED))
        .hasMessageContaining("norms that are watched in every step need every row in every step");
  }

  private static List<LayerReport> reports(Watching watching, RowMode mode) {
    NetworkSpec network =
        NetworkSpec.of(
            SeededRows.INPUTS, List.of(new DenseSpec(9, new Tanh())), 3, Task.MULTICLASS, 0);
    TrainingSpec plain = SeededRows.training(4, 32, 3, EarlyStoppingSpec.none());
    TrainingSpec watched =
        new TrainingSpec(
                4, 32, 3, 42, plain.optimizer(), plain.schedule(), EarlyStoppingSpec.none())
            .toBuilder().watch(watching).build();
    Heard ears = new Heard();
    try (LocalWorkers workers =
        LocalWorkers.dealing(
            network,
            watched,
            Map.of(Split.TRAIN, SeededRows.rows(200, 1)),
            Kernels.best(),
            2,
            mode)) {
      new TrainingRun(network, watched, workers, ears).fit();
    }
    return ears.reports;
  }

  @Test
  void weightsThatJumpAtEveryStepAreTold() {
    NetworkSpec network = network(List.of(new DenseSpec(4, new Tanh())));
    fit(network, training(new org.lockstep.trainer.optimizer.Lion(0.5), Watching.EPOCH));
    assertThat(kinds()).contains("large_updates");
    Finding finding = heard.news.get(kinds().indexOf("large_updates"));
    assertThat(finding.epoch()).isGreaterThanOrEqualTo(3);
    assertThat(finding.sentence())
        .startsWith("the weights of dense_")
        .contains("by more than 0.1 in 3 epochs in a row");
  }
}
