package org.lockstep.trainer.gradient;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/**
 * Bounds the length of a gradient without reading the part that is long, the first kernel's: of
 * that, ‖Xᵀ·Δ‖ ≤ ‖X‖·‖Δ‖ (Cauchy &amp; Schwarz). Cheap enough for every step, and not finite if a
 * sum is not.
 */
final class GradientBound {
  private final Kernel kernel;
  private final Slice first;

  GradientBound(NetworkSpec network, Kernel kernel) {
    this.kernel = kernel;
    this.first = new ParameterLayout(network).kernels().get(0);
  }

  /**
   * @param inputs ‖X‖² of {@link #inputs}
   * @param delta ∂ℓ/∂z of the first dense layer (rows, units)
   * @param gradient of the batch
   */
  double of(double inputs, Matrix delta, Gradient gradient) {
    float[] sums = gradient.sums();
    int before = Math.max(0, first.offset() - gradient.start());
    int deltas = delta.rows() * delta.columns();
    double firstKernel =
        inputs * kernel.sumOfSquares(delta.data(), delta.offset(), delta.offset() + deltas);
    return Math.sqrt(
        kernel.sumOfSquares(sums, 0, before)
            + firstKernel
            + kernel.sumOfSquares(sums, first.end() - gradient.start(), sums.length));
  }

  /** ‖X‖². */
  double inputs(MiniBatch batch) {
    if (!batch.isSparse()) {
      Matrix x = batch.dense();
      return kernel.sumOfSquares(x.data(), x.offset(), x.offset() + x.rows() * x.columns());
    }
    int[] starts = batch.sparse().starts();
    double sum = 0;
    for (int i = 0; i < batch.rows(); i++) {
      int row = batch.order()[batch.from() + i];
      sum += kernel.sumOfSquares(batch.values(), starts[row], starts[row + 1]);
    }
    return sum;
  }
}
