package org.lockstep.trainer.network;

import java.util.Optional;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * The linear part of a dense layer, its activation being a stage of its own:
 *
 * <pre>
 *   z = x·W + b                                     x (rows, inputs), z (rows, units)
 *   ∂W += xᵀ·δ;   ∂b += Σ rows of δ;   ∂x = δ·Wᵀ     δ = ∂ℓ/∂z
 * </pre>
 */
final class DenseStage implements Stage {
  private final SliceView kernel;
  private final SliceView kernelGradient;
  private final Optional<SliceView> bias;
  private final Optional<SliceView> biasGradient;
  private final boolean propagates;
  private final RowBuffer out;
  private final RowBuffer inputDelta;
  private Matrix input;

  /**
   * @param propagates whether a stage before it needs ∂x
   * @param capacity the most rows
   */
  DenseStage(
      ParameterLayout.Slice kernel,
      Optional<ParameterLayout.Slice> bias,
      boolean propagates,
      int capacity) {
    this.kernel = new SliceView(kernel);
    this.kernelGradient = new SliceView(kernel);
    this.bias = bias.map(SliceView::new);
    this.biasGradient = bias.map(SliceView::new);
    this.propagates = propagates;
    this.out = new RowBuffer(capacity, kernel.columns());
    this.inputDelta = new RowBuffer(propagates ? capacity : 0, kernel.rows());
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    MatrixMath math = pass.math();
    Matrix z = out.rows(pass.rows());
    if (in == null && pass.products() != null) {
      input = null;
      return copied(pass.products(), pass.place(), z);
    }
    if (bias.isPresent()) {
      math.repeatRow(bias.get().on(pass.parameters()), z);
    } else {
      math.clear(z);
    }
    input = in;
    Matrix w = kernel.on(pass.parameters());
    if (in == null) {
      MiniBatch batch = pass.batch();
      math.addSparseProduct(batch.sparse(), batch.values(), batch.order(), batch.from(), w, z);
    } else {
      math.addProduct(in, w, z);
    }
    return z;
  }

  private static Matrix copied(Matrix products, int place, Matrix z) {
    int units = z.columns();
    for (int row = 0; row < z.rows(); row++) {
      int from = products.offset() + row * products.columns() + place;
      System.arraycopy(products.data(), from, z.data(), z.offset() + row * units, units);
    }
    return z;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    MatrixMath math = pass.math();
    if (biasGradient.isPresent()) {
      math.addColumnSums(delta, biasGradient.get().on(gradient, pass.gradientStart()));
    }
    if (input != null || !pass.sparseKernelLeftOut()) {
      addKernelGradient(delta, pass, kernelGradient.on(gradient, pass.gradientStart()));
    }
    if (!propagates) {
      return delta;
    }
    Matrix before = inputDelta.rows(pass.rows());
    math.clear(before);
    math.addProductTransposed(delta, kernel.on(pass.parameters()), before);
    return before;
  }

  private void addKernelGradient(Matrix delta, Pass pass, Matrix sums) {
    if (input == null) {
      MiniBatch batch = pass.batch();
      pass.math()
          .addTransposedSparseProduct(
              batch.sparse(), batch.values(), batch.order(), batch.from(), delta, sums);
    } else {
      pass.math().addTransposedProduct(input, delta, sums);
    }
  }

  @Override
  public void releaseGradient() {
    kernelGradient.release();
    biasGradient.ifPresent(SliceView::release);
  }

  @Override
  public boolean readsOutput() {
    return false;
  }

  @Override
  public boolean hasParameters() {
    return true;
  }
}
