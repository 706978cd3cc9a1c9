package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;

/** Uniform on ±√(3 / fanIn). LeCun, Bottou, Orr &amp; Müller 1998, "Efficient BackProp". */
public record LecunUniform() implements Initializer {

  @Override
  public String name() {
    return "lecun_uniform";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    Uniform.fill(kernel, Math.sqrt(3.0 / kernel.rows()), Initializer.stream(seed, layer));
  }
}
