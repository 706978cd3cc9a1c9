package org.lockstep.trainer.random;

/**
 * Philox4x32-10: a keyed bijection of 128-bit counters whose outputs pass as random.
 *
 * <p>Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011. One round
 * maps the words (c0, c1, c2, c3) under the key (k0, k1) to
 *
 * <pre>
 *   (hi(M1·c2) ^ c1 ^ k0,  lo(M1·c2),  hi(M0·c0) ^ c3 ^ k1,  lo(M0·c0))
 * </pre>
 *
 * and the key grows by (W0, W1) between the ten rounds. The rounds stand here twice, so that
 * neither caller needs an array for a block's words.
 */
public final class Philox {
  public static final long M0 = 0xD2511F53L;
  public static final long M1 = 0xCD9E8D57L;
  public static final int W0 = 0x9E3779B9;
  public static final int W1 = 0xBB67AE85;
  public static final int ROUNDS = 10;

  private static final long LOW = 0xFFFFFFFFL;
  private static final float UNIT_24 = 0x1p-24f;

  private Philox() {}

  /**
   * Half a block: two words, the first in the low half.
   *
   * @param low words 0 (its low half) and 1 of the counter
   * @param high words 2 (its low half) and 3 of the counter
   * @param key words 0 (its low half) and 1 of the key
   * @param upper whether to return words 2 and 3, not 0 and 1
   */
  static long half(long low, long high, long key, boolean upper) {
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = (int) high;
    int c3 = (int) (high >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = M0 * (c0 & LOW);
      long p1 = M1 * (c2 & LOW);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    return upper ? (c2 & LOW) | (long) c3 << 32 : (c0 & LOW) | (long) c1 << 32;
  }

  /** Writes the {@link #unit}s of a block's four words to {@code out[at … at + 3]}. */
  static void units(long low, long high, long key, float[] out, int at) {
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = (int) high;
    int c3 = (int) (high >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = M0 * (c0 & LOW);
      long p1 = M1 * (c2 & LOW);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    out[at] = unit(c0);
    out[at + 1] = unit(c1);
    out[at + 2] = unit(c2);
    out[at + 3] = unit(c3);
  }

  /** Uniform on [0, 1): the upper 24 bits of the word divided by 2²⁴. */
  static float unit(int word) {
    return (word >>> 8) * UNIT_24;
  }
}
