package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.initializer.Zeros;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;

class ReconstructorTest {
  @TempDir private Path folder;

  /** c = x1 + 2·x2 + 0.5; y = (c, 2c) + (0, 1), of a row (1, 2): c = 5.5, y = (5.5, 12). */
  private static final float[] WEIGHTS = {1, 2, 0.5f, 1, 2, 0, 1};

  private static Model model(LossSpec loss) {
    Identity linear = new Identity();
    DenseSpec code = new DenseSpec(1, linear, new Zeros(), true, RegularizerSpec.none());
    NetworkSpec network = NetworkSpec.of(2, List.of(code), 2, Task.RECONSTRUCTION, loss, 0);
    return new Model(network, WEIGHTS, new VectorFeatures(2), List.of(), Map.of());
  }

  @Test
  void aRowsCodeValuesAndErrorAreWorkedOutByHand() {
    Reconstructor reconstructor = new Reconstructor(model(new LossSpec.SquaredError()));
    Reconstruction row = reconstructor.of(new Matrix(new float[] {1, 2}, 0, 1, 2)).get(0);
    assertThat(reconstructor.codeSize()).isEqualTo(1);
    assertThat(row.code()).containsExactly(5.5f);
    assertThat(row.values()).containsExactly(5.5f, 12f);
    assertThat(row.error()).isEqualTo((4.5 * 4.5 + 10.0 * 10.0) / 2);
  }

  @Test
  void sparseRowsAreComparedAsTheDenseOnesThatTheyStandFor() {
    Reconstructor reconstructor = new Reconstructor(model(new LossSpec.SquaredError()));
    SparseRows sparse = new SparseRows(2, new int[] {0, 1, 1}, new int[] {1}, new float[] {3});
    Matrix dense = new Matrix(new float[] {0, 3, 0, 0}, 0, 2, 2);
    assertThat(reconstructor.of(sparse)).isEqualTo(reconstructor.of(dense)).hasSize(2);
  }

  @Test
  void crossEntropyReconstructsThroughSigmoid() {
    Reconstructor reconstructor = new Reconstructor(model(new LossSpec.CrossEntropy(0)));
    Reconstruction row = reconstructor.of(new Matrix(new float[] {0, 0}, 0, 1, 2)).get(0);
    assertThat((double) row.values().get(0)).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-6));
    assertThat((double) row.values().get(1)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
  }

  @Test
  void theNarrowestHiddenLayerHoldsTheCode() {
    List<LayerSpec> hidden = List.of(layer(3), layer(2), layer(2), layer(3));
    NetworkSpec network = NetworkSpec.of(4, hidden, 4, Task.RECONSTRUCTION, 0);
    float[] weights = new float[new ParameterLayout(network).size()];
    weights[4 * 3 + 3 + 3 * 2] = 7; // the first bias of dense_2
    Model model = new Model(network, weights, new VectorFeatures(4), List.of(), Map.of());
    Reconstruction row = new Reconstructor(model).of(Matrix.zeros(1, 4)).get(0);
    assertThat(row.code()).containsExactly(7f, 0f);
  }

  @Test
  void theTaskTravelsInTheModelFile() throws Exception {
    Path written = folder.resolve("model");
    ModelFile.write(written, model(new LossSpec.CrossEntropy(0)));
    Model read = ModelFile.read(written);
    assertThat(read.network().task()).isEqualTo(Task.RECONSTRUCTION);
    assertThat(read.network().loss()).isEqualTo(new LossSpec.CrossEntropy(0));
    assertThat(Files.readString(written.resolve("card.json"))).contains("\"reconstruction\"");
    Prediction prediction = new Scorer(read).predict(new double[] {0, 0});
    assertThat(prediction.label()).isEmpty();
    assertThat(prediction.outputs())
        .isEqualTo(new Reconstructor(read).of(Matrix.zeros(1, 2)).get(0).values());
  }

  @Test
  void whatIsNoReconstructionIsRefused() {
    assertThatThrownBy(() -> new Reconstructor(Models.text()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be one that reconstructs its features. Received: a multiclass");
    assertThatThrownBy(() -> NetworkSpec.of(4, List.of(), 3, Task.RECONSTRUCTION, 0))
        .hasMessageContaining("must have an output a feature, 4. Received: 3");
    assertThatThrownBy(
            () ->
                NetworkSpec.of(
                    4, List.of(), 4, Task.RECONSTRUCTION, new LossSpec.CrossEntropy(0.1), 0))
        .hasMessageContaining("loss must be one for the task RECONSTRUCTION");
  }

  private static DenseSpec layer(int units) {
    return new DenseSpec(units, new Identity(), new Zeros(), true, RegularizerSpec.none());
  }
}
