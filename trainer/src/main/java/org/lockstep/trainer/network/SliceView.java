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

  /**
   * @param array in the parameters' layout
   */
  Matrix on(float[] array) {
    return on(array, 0);
  }

  /**
   * @param array in the parameters' layout, of which it leaves out what is before {@code start};
   *     the same in every call with this array
   */
  Matrix on(float[] array, int start) {
    if (this.array != array) {
      this.matrix = new Matrix(array, slice.offset() - start, slice.rows(), slice.columns());
      this.array = array;
    }
    return matrix;
  }

  /** Lets go of the array. */
  void release() {
    array = null;
    matrix = null;
  }
}
