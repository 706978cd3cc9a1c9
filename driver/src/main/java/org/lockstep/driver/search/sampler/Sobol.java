package org.lockstep.driver.search.sampler;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.lockstep.trainer.random.Mix;

/**
 * A Sobol sequence, scrambled: of the first 2ᵐ points exactly one lies in each of the 2ᵐ equal
 * pieces of every side of the cube, and the points' places within them depend on the seed.
 *
 * <p>Direction numbers of Joe &amp; Kuo, "Constructing Sobol sequences with better two-dimensional
 * projections", SIAM J. Sci. Comput. 2008 (new-joe-kuo-6), from Commons Math. Nested uniform
 * scrambling of Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995: a digit is
 * flipped by a hash of the digits before it, so the net's evenness stays.
 *
 * <p>Not thread-safe.
 */
public final class Sobol {
  /** Digits of the generator's points. */
  private static final int BITS = 52;

  private final SobolSequenceGenerator plain;
  private final long[] keys;

  /**
   * @param dimensions 1 to 1000
   * @param stream what tells this sequence from others of the seed
   */
  public Sobol(int dimensions, long seed, long... stream) {
    if (dimensions < 1 || dimensions > 1000) {
      throw new IllegalArgumentException(
          "a Sobol sequence must have 1 to 1000 dimensions. Received: " + dimensions);
    }
    this.plain = new SobolSequenceGenerator(dimensions);
    this.keys = new long[dimensions];
    Draws draws = Draws.of(seed, stream);
    for (int i = 0; i < dimensions; i++) {
      keys[i] = Double.doubleToLongBits(draws.uniform());
    }
  }

  /** The point of an index ≥ 0, each place in [0, 1). */
  public double[] point(int index) {
    double[] point = plain(index);
    for (int i = 0; i < point.length; i++) {
      point[i] = scrambled(point[i], keys[i]);
    }
    return point;
  }

  /** The point before it is scrambled. */
  double[] plain(int index) {
    return plain.skipTo(index);
  }

  private static double scrambled(double x, long key) {
    long digits = (long) Math.scalb(x, BITS);
    long flips = 0;
    for (int place = BITS - 1; place >= 0; place--) {
      long before = digits >>> (place + 1);
      // The place is part of the hash: 0 before it does not say how many digits it is.
      flips |= (Mix.mix64(Mix.mix64(before ^ key) + place) & 1) << place;
    }
    return Math.scalb((double) (digits ^ flips), -BITS);
  }
}
