package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;

/** Truncated normal with variance 2 / (fanIn + fanOut). Glorot &amp; Bengio 2010. */
public record GlorotNormal() implements Initializer {

  @Override
  public String name() {
    return "glorot_normal";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    double deviation = Math.sqrt(2.0 / ((double) kernel.rows() + kernel.columns()));
    TruncatedNormal.fill(kernel, deviation, Initializer.stream(seed, layer));
  }
}
