package org.lockstep.trainer.random;

/**
 * Random numbers by position: value = f(seed, purpose, keys, counter). Nothing is advanced and
 * nothing has to be saved, so a value is the same whoever asks for it, when, and how often.
 *
 * <p>The numbers are Philox4x32-10 blocks. The seed is the Philox key. The upper half of the
 * 128-bit counter names the stream and the lower half is the block within it, so streams of one
 * seed can overlap only if their names collide. The name is a hash of the purpose, the number of
 * keys and the keys,
 *
 * <pre>
 *   h₀ = mix64(purpose·2³² + number of keys);   hᵢ = mix64((hᵢ₋₁ ^ keyᵢ) + γ)
 * </pre>
 *
 * with the bijection {@link Mix#mix64}. For equal earlier keys it is injective in the last key;
 * otherwise two names collide with a chance of 2⁻⁶⁴ (10⁸ streams of a seed: 3·10⁻⁴ that any two
 * do), and all that follows from it is that two of them draw equal numbers.
 *
 * <p>The kinds of numbers lie over one another ({@code gaussianAt(0)} and {@code intAt(0)} read the
 * same block), so a stream serves one kind. Immutable and thread-safe.
 */
public final class Stream {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final int WORDS = 4;
  private static final float UNIT_24 = 0x1p-24f;
  private static final double UNIT_53 = 0x1p-53;

  private final long seed;
  private final long name;

  private Stream(long seed, long name) {
    this.seed = seed;
    this.name = name;
  }

  /**
   * The stream of a purpose.
   *
   * @param keys what tells this stream from its sisters, for example epoch and worker; their order
   *     and number matter
   */
  public static Stream of(long seed, Purpose purpose, long... keys) {
    long name = Mix.mix64((purpose.tag() << 32) + keys.length);
    for (long key : keys) {
      name = Mix.mix64((name ^ key) + GAMMA);
    }
    return new Stream(seed, name);
  }

  /** 32 random bits: word {@code counter mod 4} of block {@code ⌊counter / 4⌋}. */
  public int intAt(long counter) {
    return block(counter >>> 2)[(int) (counter & (WORDS - 1))];
  }

  /** Uniform on [0, 1): the upper 24 bits of {@link #intAt} divided by 2²⁴. */
  public float floatAt(long counter) {
    return unit(intAt(counter));
  }

  /**
   * Writes {@code floatAt(counter + i)} to {@code out[from + i]}, i in {@code 0 … count−1}; four
   * times as fast as one by one.
   */
  public void floats(long counter, float[] out, int from, int count) {
    int[] words = new int[WORDS];
    for (int i = 0; i < count; i++) {
      int word = (int) ((counter + i) & (WORDS - 1));
      if (i == 0 || word == 0) {
        Philox.block((counter + i) >>> 2, name, seed, words);
      }
      out[from + i] = unit(words[word]);
    }
  }

  /**
   * Standard normal, by Box and Muller (1958): √(−2·ln u₁)·cos(2π·u₂) with u₁ in (0, 1] and u₂ in
   * [0, 1) of 53 bits each, from the four words of block {@code counter}. Its size is at most 8.6.
   */
  public double gaussianAt(long counter) {
    int[] words = block(counter);
    double u1 = ((bits(words[0], words[1]) >>> 11) + 1) * UNIT_53;
    double u2 = (bits(words[2], words[3]) >>> 11) * UNIT_53;
    return Math.sqrt(-2 * StrictMath.log(u1)) * StrictMath.cos(2 * Math.PI * u2);
  }

  /**
   * A whole number of 0 … bound−1: ⌊b·bound / 2⁶⁴⌋ with the 64 bits b of words 0 and 1 of block
   * {@code counter}. No value's chance differs from 1/bound by more than 2⁻⁶⁴.
   *
   * @throws IllegalArgumentException if {@code bound} is not positive
   */
  public int boundedAt(long counter, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be >= 1. Received: " + bound);
    }
    int[] words = block(counter);
    long carry = ((words[1] & 0xFFFFFFFFL) * bound) >>> 32;
    return (int) (((words[0] & 0xFFFFFFFFL) * bound + carry) >>> 32);
  }

  private int[] block(long index) {
    int[] words = new int[WORDS];
    Philox.block(index, name, seed, words);
    return words;
  }

  private static float unit(int word) {
    return (word >>> 8) * UNIT_24;
  }

  private static long bits(int high, int low) {
    return ((long) high << 32) | (low & 0xFFFFFFFFL);
  }
}
