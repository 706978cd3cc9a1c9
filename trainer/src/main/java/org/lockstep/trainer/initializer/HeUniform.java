package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;

/** Uniform on ±√(6 / fanIn). He et al. 2015. */
public record HeUniform() implements Initializer {

  @Override
  public String name() {
    return "he_uniform";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    Uniform.fill(kernel, Math.sqrt(6.0 / kernel.rows()), Initializer.stream(seed, layer));
  }
}
