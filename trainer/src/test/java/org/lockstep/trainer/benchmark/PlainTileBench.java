package org.lockstep.trainer.benchmark;

import java.util.Locale;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What a JDK's compiler makes of the plainest tile, 8 rows × 2 vectors, on operands that are read
 * where they lie, 256³: with a stride that it does not know, without the bounds checks of vector
 * accesses ({@code -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0}), and with a stride that it
 * knows ({@code -Dstride=256}). The production tiles are in {@code VectorTiles}.
 *
 * <p>Prints a line {@code row {…}} of JSON, the best of many repetitions.
 */
public final class PlainTileBench {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 8;
  private static final int N = 256;
  private static final int REPETITIONS = 600;

  /** A constant to the compiler; 0 if the tile is told. */
  private static final int STRIDE = Integer.getInteger("stride", 0);

  private PlainTileBench() {}

  /** {@code NAME}, of the row. */
  public static void main(String[] arguments) {
    float[] a = random(1);
    float[] b = random(2);
    float[] c = new float[N * N];
    double best = 0;
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      long start = System.nanoTime();
      for (int i = 0; i < N; i += ROWS) {
        for (int j = 0; j < N; j += 2 * LANES) {
          tile(a, i * N, b, j, c, i * N + j, N);
        }
      }
      best = Math.max(best, 2.0 * N * N * N / (System.nanoTime() - start));
    }
    requireProduct(a, b, c);
    System.out.printf(
        Locale.ROOT,
        "row {\"name\": \"%s\", \"value\": %.1f, \"unit\": \"GFLOP/s\"}%n",
        arguments[0],
        best);
  }

  private static float[] random(int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[N * N];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  private static void requireProduct(float[] a, float[] b, float[] c) {
    float chain = 0;
    for (int k = 0; k < N; k++) {
      chain = Math.fma(a[3 * N + k], b[k * N + 5], chain);
    }
    if (chain != c[3 * N + 5]) {
      throw new IllegalStateException(
          "element (3, 5) must be " + chain + ". Received: " + c[3 * N + 5]);
    }
  }

  private static void tile(float[] a, int ao, float[] b, int bo, float[] c, int co, int told) {
    int n = STRIDE == 0 ? told : STRIDE;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    FloatVector c60 = c00;
    FloatVector c61 = c00;
    FloatVector c70 = c00;
    FloatVector c71 = c00;
    for (int k = 0; k < N; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + k * n);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + k * n + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + k]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ao + n + k]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[ao + 2 * n + k]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ao + 3 * n + k]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[ao + 4 * n + k]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[ao + 5 * n + k]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(SPECIES, a[ao + 6 * n + k]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(SPECIES, a[ao + 7 * n + k]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
    }
    store(c00, c01, c, co);
    store(c10, c11, c, co + n);
    store(c20, c21, c, co + 2 * n);
    store(c30, c31, c, co + 3 * n);
    store(c40, c41, c, co + 4 * n);
    store(c50, c51, c, co + 5 * n);
    store(c60, c61, c, co + 6 * n);
    store(c70, c71, c, co + 7 * n);
  }

  private static void store(FloatVector left, FloatVector right, float[] c, int at) {
    left.intoArray(c, at);
    right.intoArray(c, at + LANES);
  }
}
