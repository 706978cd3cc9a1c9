package org.lockstep.driver.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Points that the project draws: two interleaved half-moons with noise, and noisy samples of a
 * curve. Drawn from a seed, so the same everywhere.
 */
final class Plane {
  /** σ of the moons' noise, of a radius of 1. */
  private static final double MOON_NOISE = 0.3;

  /** σ of the curve's noise. */
  private static final double CURVE_NOISE = 0.1;

  private Plane() {}

  /** Two classes of {@code rows} points (x, y) together. */
  static Shard moons(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] points = new float[2 * rows];
    float[] classes = new float[rows];
    for (int i = 0; i < rows; i++) {
      boolean upper = i % 2 == 0;
      double angle = Math.PI * random.nextDouble();
      double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
      double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
      points[2 * i] = (float) (x - 0.5 + MOON_NOISE * random.nextGaussian());
      points[2 * i + 1] = (float) (y - 0.25 + MOON_NOISE * random.nextGaussian());
      classes[i] = upper ? 0 : 1;
    }
    return new Shard(new Matrix(points, 0, rows, 2), classes, 1, ones(rows));
  }

  /** The curve that is fitted, over −1…1. */
  static double curve(double x) {
    return Math.sin(2 * Math.PI * x) * Math.exp(-x * x);
  }

  /** Noisy samples (x) → y of the curve. */
  static Shard samples(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) (2 * random.nextDouble() - 1);
      y[i] = (float) (curve(x[i]) + CURVE_NOISE * random.nextGaussian());
    }
    return new Shard(new Matrix(x, 0, rows, 1), y, 1, ones(rows));
  }

  /** For one logical worker. */
  static Map<Split, List<Shard>> splits(Shard train, Shard validation) {
    return Map.of(Split.TRAIN, List.of(train), Split.VALIDATION, List.of(validation));
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    return ones;
  }
}
