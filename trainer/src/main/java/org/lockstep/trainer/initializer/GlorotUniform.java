package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;

/** Uniform on ±√(6 / (fanIn + fanOut)). Glorot &amp; Bengio 2010, equation 16. */
public record GlorotUniform() implements Initializer {

  @Override
  public String name() {
    return "glorot_uniform";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    double limit = Math.sqrt(6.0 / ((double) kernel.rows() + kernel.columns()));
    Uniform.fill(kernel, limit, Initializer.stream(seed, layer));
  }
}
