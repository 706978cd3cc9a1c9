package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/** In training y = x + noise, in evaluation y is x; δ stays as it is. */
final class NoiseStage implements Stage {
  private final GaussianNoise noise;
  private final RowBuffer out;

  NoiseStage(GaussianNoise noise, RowBuffer out) {
    this.noise = noise;
    this.out = out;
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    if (!pass.training()) {
      return in;
    }
    Matrix y = out.rows(pass.rows());
    noise.add(pass.key(), in.data(), y.data(), in.rows() * in.columns());
    return y;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
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
