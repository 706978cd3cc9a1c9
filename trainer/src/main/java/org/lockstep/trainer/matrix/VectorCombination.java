package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Combinations of a few rows, {@link Kernel#addCombination}: as in {@link VectorSparse} four
 * vectors of sums stay in registers while the rows pass by, but these begin at zero there and are
 * added once.
 */
final class VectorCombination {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorCombination() {}

  static void add(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wFrom,
      int n,
      float[] c,
      int cFrom) {
    int j = 0;
    for (; j + 4 * LANES <= n; j += 4 * LANES) {
      addFour(indices, values, first, last, w, wFrom + j, n, c, cFrom + j);
    }
    for (; j + LANES <= n; j += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int k = first; k < last; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
        sum = x.fma(FloatVector.fromArray(SPECIES, w, wFrom + j + indices[k] * n), sum);
      }
      FloatVector.fromArray(SPECIES, c, cFrom + j).add(sum).intoArray(c, cFrom + j);
    }
    for (; j < n; j++) {
      float sum = 0;
      for (int k = first; k < last; k++) {
        sum = Math.fma(values[k], w[wFrom + j + indices[k] * n], sum);
      }
      c[cFrom + j] += sum;
    }
  }

  private static void addFour(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int from,
      int n,
      float[] c,
      int to) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    for (int k = first; k < last; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
      int row = from + indices[k] * n;
      sum0 = x.fma(FloatVector.fromArray(SPECIES, w, row), sum0);
      sum1 = x.fma(FloatVector.fromArray(SPECIES, w, row + LANES), sum1);
      sum2 = x.fma(FloatVector.fromArray(SPECIES, w, row + 2 * LANES), sum2);
      sum3 = x.fma(FloatVector.fromArray(SPECIES, w, row + 3 * LANES), sum3);
    }
    FloatVector.fromArray(SPECIES, c, to).add(sum0).intoArray(c, to);
    FloatVector.fromArray(SPECIES, c, to + LANES).add(sum1).intoArray(c, to + LANES);
    FloatVector.fromArray(SPECIES, c, to + 2 * LANES).add(sum2).intoArray(c, to + 2 * LANES);
    FloatVector.fromArray(SPECIES, c, to + 3 * LANES).add(sum3).intoArray(c, to + 3 * LANES);
  }
}
