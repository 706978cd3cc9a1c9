package org.lockstep.trainer.initializer;

import java.util.Arrays;
import org.lockstep.trainer.matrix.Matrix;

/**
 * All zeros: right for a single linear layer, a dead end for hidden ones, whose units stay alike.
 */
public record Zeros() implements Initializer {

  @Override
  public String name() {
    return "zeros";
  }

  @Override
  public void fill(Matrix kernel, long seed, int layer) {
    int from = kernel.offset();
    Arrays.fill(kernel.data(), from, from + kernel.rows() * kernel.columns(), 0f);
  }
}
