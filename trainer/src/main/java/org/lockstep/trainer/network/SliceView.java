package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/** A slice as a matrix on an array; made anew only when the array changes. */
final class SliceView {
  private final ParameterLayout.Slice slice;
  private float[] array;
  private Matrix matrix;

  SliceView(ParameterLayout.Slice slice) {
    this.slice = slice;
  }

  Matrix on(float[] array) {
    if (this.array != array) {
      this.matrix = slice.of(array);
      this.array = array;
    }
    return matrix;
  }
}
