package org.lockstep.trainer.network;

import java.util.Optional;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/** a = f(z), element by element or row by row; δ ← δ ⊙ f′(z). */
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
    Elements elements = pass.math().elements();
    int size = z.rows() * z.columns();
    for (int from = 0; from < size; from += range()) {
      activation.forward(elements, z.data(), a.data(), from, from + range());
    }
    return a;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    Elements elements = pass.math().elements();
    int size = z.rows() * z.columns();
    for (int from = 0; from < size; from += range()) {
      activation.backward(elements, z.data(), a.data(), delta.data(), from, from + range());
    }
    return delta;
  }

  /** How many numbers the function is given at a time. */
  private int range() {
    return activation.mixesUnits() ? z.columns() : z.rows() * z.columns();
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
