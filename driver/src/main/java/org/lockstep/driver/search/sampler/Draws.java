package org.lockstep.driver.search.sampler;

import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/** Random numbers of a search, one after another. */
public final class Draws {
  private static final double UNIT_53 = 0x1p-53;

  private final Stream stream;
  private long block;

  private Draws(Stream stream) {
    this.stream = stream;
  }

  /**
   * @param keys what tells these draws from others of the seed: who draws, and for which trial
   */
  public static Draws of(long seed, long... keys) {
    return new Draws(Stream.of(seed, Purpose.SEARCH, keys));
  }

  /** Uniform on [0, 1), of 53 bits. */
  public double uniform() {
    long high = stream.intAt(4 * block) >>> 5;
    long low = stream.intAt(4 * block + 1) >>> 6;
    block++;
    return ((high << 26) | low) * UNIT_53;
  }

  /** Standard normal. */
  public double gaussian() {
    return stream.gaussianAt(block++);
  }

  /** 0 … bound−1. */
  public int below(int bound) {
    return stream.boundedAt(block++, bound);
  }

  /** A point of the unit cube. */
  public double[] point(int dimensions) {
    double[] point = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      point[i] = uniform();
    }
    return point;
  }
}
