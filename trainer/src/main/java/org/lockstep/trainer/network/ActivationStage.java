package org.lockstep.trainer.network;

import java.util.Optional;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.matrix.Matrix;

/** a = f(z), element by element; δ ← δ ⊙ f′(z). */
final class ActivationStage implements Stage {
  private final Activation activation;
  private final Optional<RowBuffer> own;
  private Matrix z;
  private Matrix a;

  /**
   * @param own where a goes; nothing if it may be written over z
   */
  ActivationStage(Activation activation, Optional<RowBuffer> own) {
    this.activation = activation;
    this.own = own;
  }

  boolean isRelu() {
    return activation instanceof Relu;
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    z = in;
    a = own.isPresent() ? own.get().rows(pass.rows()) : in;
    activation.forward(pass.math().elements(), z.data(), a.data(), 0, z.rows() * z.columns());
    return a;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    activation.backward(
        pass.math().elements(), z.data(), a.data(), delta.data(), 0, z.rows() * z.columns());
    return delta;
  }

  @Override
  public boolean readsOutput() {
    return true;
  }

  @Override
  public boolean hasParameters() {
    return false;
  }
}
