package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/** The arithmetic of the lecture notes that concerns activations, through the passes themselves. */
class LectureNumbersTest {

  @ParameterizedTest
  @CsvSource({"8, 5, 0, 0.9523, 0.0474, 0.0003", "2, 1, 0.1, 0.6590, 0.2424, 0.0986"})
  void softmaxMakesProbabilitiesOfLogits(
      float z1, float z2, float z3, double p1, double p2, double p3) {
    Matrix out = new Matrix(new float[] {z1, z2, z3}, 0, 1, 3);
    Loss.of(Task.MULTICLASS, LossSpec.defaultFor(Task.MULTICLASS)).predictions(out, out);
    assertThat((double) out.get(0, 0)).isCloseTo(p1, within(5e-5));
    assertThat((double) out.get(0, 1)).isCloseTo(p2, within(5e-5));
    assertThat((double) out.get(0, 2)).isCloseTo(p3, within(5e-5));
  }

  /** x = 1 through three sigmoid units of weight ½: 0.622, 0.577, 0.5717. */
  @Test
  void aChainOfSigmoidsForward() {
    Chain chain = new Chain(3, new Sigmoid(), 0.5, Task.BINARY);
    assertThat(chain.activation(0)).isCloseTo(0.622, within(5e-4)); // σ(0.5·1)
    assertThat(chain.activation(1)).isCloseTo(0.577, within(5e-4)); // σ(0.5·0.6225)
    Matrix p = Matrix.zeros(1, 1);
    Loss.of(Task.BINARY, LossSpec.defaultFor(Task.BINARY)).predictions(chain.logits, p);
    assertThat((double) p.get(0, 0)).isCloseTo(0.5717, within(5e-5)); // σ(0.5·0.5772)
  }

  /**
   * For the label 1 and cross-entropy, δ₃ = p − 1 = −0.4283; each layer back multiplies by ½·a·(1 −
   * a), about ⅛, which is how gradients of sigmoid chains vanish.
   */
  @Test
  void aChainOfSigmoidsBackward() {
    float[] gradient = new Chain(3, new Sigmoid(), 0.5, Task.BINARY).gradient();
    assertThat((double) gradient[2]).isCloseTo(-0.24724, within(1e-5)); // δ₃·a₂
    assertThat((double) gradient[1]).isCloseTo(-0.03253, within(1e-5)); // δ₃·½·a₂(1 − a₂)·a₁
    assertThat((double) gradient[0]).isCloseTo(-0.00614, within(1e-5)); // …·½·a₁(1 − a₁)·1
  }

  @Test
  void aHundredLayersOfWeightOneAndAHalfExplode() {
    Chain chain = new Chain(100, new Identity(), 1.5, Task.REGRESSION);
    assertThat((double) chain.logits.get(0, 0)).isCloseTo(4.0656e17, within(1e13));
  }

  @Test
  void aHundredLayersOfWeightOneHalfVanish() {
    Chain chain = new Chain(100, new Identity(), 0.5, Task.REGRESSION);
    assertThat((double) chain.logits.get(0, 0))
        .isEqualTo(0x1p-100)
        .isCloseTo(7.8886e-31, within(1e-35));
  }

  /** One row, x = 1 and target 1, through layers of one unit without bias, all of one weight. */
  private static final class Chain {
    private final MatrixMath math = new MatrixMath(Kernels.best());
    private final Workspace workspace;
    private final MiniBatch batch;
    private final Task task;
    private final float[] parameters;
    final Matrix logits;

    Chain(int layers, Activation activation, double weight, Task task) {
      Constant initializer = new Constant(weight);
      List<LayerSpec> chain =
          new ArrayList<>(
              Collections.nCopies(layers - 1, new DenseSpec(1, activation, initializer, false, 0)));
      chain.add(new DenseSpec(1, new Identity(), initializer, false, 0));
      NetworkSpec network = new NetworkSpec(1, chain, task);
      Matrix one = new Matrix(new float[] {1}, 0, 1, 1);
      Shard shard = new Shard(one, new float[] {1}, 1, new float[] {1});
      this.batch = new MiniBatch(shard, 1);
      this.batch.select(new int[] {0}, 0, 1);
      this.task = task;
      this.workspace = new Workspace(network, 1);
      this.parameters = Parameters.initialise(network, 1).values();
      this.logits = new ForwardPass(workspace, math).evaluate(parameters, batch);
    }

    double activation(int layer) {
      return workspace.activations(layer).data()[0];
    }

    float[] gradient() {
      Matrix delta = workspace.outputDelta(1);
      Loss.of(task, LossSpec.defaultFor(task))
          .lossAndDelta(logits, batch.targets(), batch.weights(), delta);
      float[] gradient = new float[parameters.length];
      new BackwardPass(workspace, math).run(parameters, batch, gradient);
      return gradient;
    }
  }
}
