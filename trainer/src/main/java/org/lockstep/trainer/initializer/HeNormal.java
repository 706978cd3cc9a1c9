package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;

/** Truncated normal with variance 2 / fanIn. He et al. 2015, section 2.2. */
public record HeNormal() implements Initializer {

  @Override
  public String name() {
    return "he_normal";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    TruncatedNormal.fill(kernel, Math.sqrt(2.0 / kernel.rows()), Initializer.stream(seed, layer));
  }
}
