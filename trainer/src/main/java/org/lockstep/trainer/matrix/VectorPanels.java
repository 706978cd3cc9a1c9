package org.lockstep.trainer.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies a block of a matrix into the order in which a tile reads it: k by k, {@code width} numbers
 * for each k, filled up with zeros where the matrix ends. Zeros meet only elements of a tile that
 * nobody stores, so they change no chain.
 *
 * <p>The copy pays three times: a tile reads one stream instead of rows far apart, in whole cache
 * lines, with a stride that the compiler knows.
 */
final class VectorPanels {

  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorPanels() {}

  /**
   * {@code to[at + k·width + i]} = element (i, k), which lies at {@code x[start + i·stride +
   * k·step]}, for k below {@code inner} and i below {@code length}; zero for i from there.
   */
  static void pack(
      float[] x,
      int start,
      int stride,
      int step,
      int inner,
      int length,
      float[] to,
      int at,
      int width) {
    if (length < width) {
      Arrays.fill(to, at, at + inner * width, 0f);
    }
    int i = 0;
    if (stride == 1) {
      for (; i + LANES <= length; i += LANES) {
        vectors(x, start + i, step, inner, to, at + i, width);
      }
    }
    for (; i + 4 <= length; i += 4) {
      four(x, start + i * stride, stride, step, inner, to, at + i, width);
    }
    for (; i < length; i++) {
      for (int k = 0; k < inner; k++) {
        to[at + k * width + i] = x[start + i * stride + k * step];
      }
    }
  }

  private static void vectors(
      float[] x, int start, int step, int inner, float[] to, int at, int width) {
    for (int k = 0; k < inner; k++) {
      FloatVector.fromArray(SPECIES, x, start + k * step).intoArray(to, at + k * width);
    }
  }

  /** Four streams at a time, so that a line of the output is visited for four numbers, not one. */
  private static void four(
      float[] x, int start, int stride, int step, int inner, float[] to, int at, int width) {
    for (int k = 0; k < inner; k++) {
      int p = start + k * step;
      int q = at + k * width;
      to[q] = x[p];
      to[q + 1] = x[p + stride];
      to[q + 2] = x[p + 2 * stride];
      to[q + 3] = x[p + 3 * stride];
    }
  }
}
