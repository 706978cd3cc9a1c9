package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;

/**
 * Truncated normal with variance 1 / fanIn. LeCun, Bottou, Orr &amp; Müller 1998, "Efficient
 * BackProp", section 4.6; what SELU is derived for.
 */
public record LecunNormal() implements Initializer {

  @Override
  public String name() {
    return "lecun_normal";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    TruncatedNormal.fill(kernel, Math.sqrt(1.0 / kernel.rows()), Initializer.stream(seed, layer));
  }
}
