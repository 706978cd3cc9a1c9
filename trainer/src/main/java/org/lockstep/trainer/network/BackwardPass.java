package org.lockstep.trainer.network;

import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * Back-propagation (Rumelhart, Hinton &amp; Williams 1986) of the SUM of losses, from the output
 * delta δ[L] = ∂ℓ/∂logits that the loss wrote into the workspace:
 *
 * <pre>
 *   ∂W[l] += x[l]ᵀ·δ[l];   ∂b[l] += Σ rows of δ[l]
 *   δ[l−1] = (δ[l]·W[l]ᵀ ⊙ mask[l]) ⊙ f′(z[l−1])
 * </pre>
 *
 * <p>Follows {@link ForwardPass#train} on the same workspace, parameters and mini-batch.
 */
public final class BackwardPass {
  private final Workspace workspace;
  private final MatrixMath math;

  public BackwardPass(Workspace workspace, MatrixMath math) {
    this.workspace = workspace;
    this.math = math;
  }

  /**
   * Adds the gradient of the mini-batch, without penalties.
   *
   * @param gradient in the parameters' layout
   */
  public void run(float[] parameters, MiniBatch batch, float[] gradient) {
    Workspace.Views weights = workspace.parameterViews().on(parameters);
    Workspace.Views sums = workspace.gradientViews().on(gradient);
    int rows = batch.rows();
    for (int l = workspace.stages().size() - 1; l >= 0; l--) {
      Matrix delta = workspace.deltas(l).rows(rows);
      if (sums.bias(l) != null) {
        math.addColumnSums(delta, sums.bias(l));
      }
      if (l == 0) {
        addInputGradient(batch, delta, sums.kernel(0));
      } else {
        math.addTransposedProduct(input(l, rows), delta, sums.kernel(l));
        propagate(l, delta, weights.kernel(l));
      }
    }
  }

  private void addInputGradient(MiniBatch batch, Matrix delta, Matrix kernelGradient) {
    if (batch.isSparse()) {
      math.addTransposedSparseProduct(
          batch.sparse(), batch.values(), batch.order(), batch.from(), delta, kernelGradient);
    } else {
      math.addTransposedProduct(batch.dense(), delta, kernelGradient);
    }
  }

  private boolean drops(int layer) {
    return !workspace.stages().get(layer).dropouts().isEmpty();
  }

  private Matrix input(int layer, int rows) {
    return drops(layer)
        ? workspace.dropped(layer).rows(rows)
        : workspace.activations(layer - 1).rows(rows);
  }

  private void propagate(int layer, Matrix delta, Matrix kernel) {
    Matrix before = workspace.deltas(layer - 1).rows(delta.rows());
    math.clear(before);
    math.addProductTransposed(delta, kernel, workspace.transposed(), before);
    float[] d = before.data();
    int count = before.rows() * before.columns();
    if (drops(layer)) {
      float[] mask = workspace.masks(layer).data();
      for (int i = 0; i < count; i++) {
        d[i] *= mask[i];
      }
    }
    float[] a = workspace.activations(layer - 1).data();
    float[] z = workspace.preActivations(layer - 1).data();
    Activation activation = workspace.stages().get(layer - 1).dense().activation();
    activation.backward(math.elements(), z, a, d, 0, count);
  }
}
