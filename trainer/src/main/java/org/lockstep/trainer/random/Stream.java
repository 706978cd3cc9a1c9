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
 * same block), so a stream serves one kind. Thread-safe while nobody calls {@link #moveTo}.
 */
public final class Stream {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final int WORDS = 4;
  private static final double UNIT_53 = 0x1p-53;

  private long seed;
  private long name;

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
    long name = firstName(purpose, keys.length);
    for (long key : keys) {
      name = nextName(name, key);
    }
    return new Stream(seed, name);
  }

  /**
   * Makes this stream the one that {@link #of} gives for a purpose and two keys, and returns it:
   * for an owner who shares it with nobody and draws by other keys again and again.
   */
  public Stream moveTo(long seed, Purpose purpose, long first, long second) {
    this.seed = seed;
    this.name = nextName(nextName(firstName(purpose, 2), first), second);
    return this;
  }

  /** The same for three keys. */
  public Stream moveTo(long seed, Purpose purpose, long first, long second, long third) {
    this.seed = seed;
    this.name = nextName(nextName(nextName(firstName(purpose, 3), first), second), third);
    return this;
  }

  private static long firstName(Purpose purpose, int keys) {
    return Mix.mix64((purpose.tag() << 32) + keys);
  }

  private static long nextName(long name, long key) {
    return Mix.mix64((name ^ key) + GAMMA);
  }

  /** 32 random bits: word {@code counter mod 4} of block {@code ⌊counter / 4⌋}. */
  public int intAt(long counter) {
    long half = half(counter >>> 2, (counter & 2) != 0);
    return (int) ((counter & 1) == 0 ? half : half >>> 32);
  }

  /** Uniform on [0, 1): the upper 24 bits of {@link #intAt} divided by 2²⁴. */
  public float floatAt(long counter) {
    return Philox.unit(intAt(counter));
  }

  /**
   * Writes {@code floatAt(counter + i)} to {@code out[from + i]}, i in {@code 0 … count−1}; four
   * times as fast as one by one.
   */
  public void floats(long counter, float[] out, int from, int count) {
    int i = 0;
    for (; i < count && ((counter + i) & (WORDS - 1)) != 0; i++) {
      out[from + i] = floatAt(counter + i);
    }
    for (; i <= count - WORDS; i += WORDS) {
      Philox.units((counter + i) >>> 2, name, seed, out, from + i);
    }
    for (; i < count; i++) {
      out[from + i] = floatAt(counter + i);
    }
  }

  /**
   * Standard normal, by Box and Muller (1958): √(−2·ln u₁)·cos(2π·u₂) with u₁ in (0, 1] and u₂ in
   * [0, 1) of 53 bits each, from the four words of block {@code counter}. Its size is at most 8.6.
   */
  public double gaussianAt(long counter) {
    double u1 = ((firstHigh(half(counter, false)) >>> 11) + 1) * UNIT_53;
    double u2 = (firstHigh(half(counter, true)) >>> 11) * UNIT_53;
    return Math.sqrt(-2 * StrictMath.log(u1)) * Turn.cosine(u2);
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
    long words = half(counter, false);
    long carry = ((words >>> 32) * bound) >>> 32;
    return (int) (((words & 0xFFFFFFFFL) * bound + carry) >>> 32);
  }

  /** The seed, which is the key of all blocks. */
  public long seed() {
    return seed;
  }

  /** The upper half of all blocks' counters. */
  public long name() {
    return name;
  }

  private long half(long block, boolean upper) {
    return Philox.half(block, name, seed, upper);
  }

  /** The two words of a half with the first as the upper bits. */
  private static long firstHigh(long half) {
    return Long.rotateLeft(half, 32);
  }
}
