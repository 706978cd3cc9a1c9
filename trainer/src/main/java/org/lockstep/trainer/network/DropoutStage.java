package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/** In training y = mask ⊙ x and δ ← mask ⊙ δ; in evaluation y is x. */
final class DropoutStage implements Stage {
  private final Dropout dropout;
  private final RowBuffer mask;
  private final RowBuffer out;

  DropoutStage(Dropout dropout, RowBuffer mask, RowBuffer out) {
    this.dropout = dropout;
    this.mask = mask;
    this.out = out;
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    if (!pass.training()) {
      return in;
    }
    int count = in.rows() * in.columns();
    float[] factors = mask.data();
    dropout.fill(pass.math().elements(), pass.key(), factors, count);
    Matrix kept = out.rows(pass.rows());
    for (int i = 0; i < count; i++) {
      kept.data()[i] = in.data()[i] * factors[i];
    }
    return kept;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    float[] d = delta.data();
    float[] factors = mask.data();
    int count = delta.rows() * delta.columns();
    for (int i = 0; i < count; i++) {
      d[i] *= factors[i];
    }
    return delta;
  }

  @Override
  public boolean readsOutput() {
    return false;
  }

  @Override
  public boolean hasParameters() {
    return false;
  }
}
