package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.lockstep.trainer.random.Philox;
import org.lockstep.trainer.random.Stream;

/**
 * Uniform numbers from the rounds of {@link Philox}, a block in every long lane: each word of the
 * blocks has a vector of its own, in whose lanes its product with a multiplier has room.
 */
final class VectorPhilox {
  /** NEON has no product of long lanes, and what the JVM does instead is slower than no vectors. */
  static final boolean PAYS =
      System.getProperty("os.arch").equals("amd64")
          || System.getProperty("os.arch").equals("x86_64");

  private static final VectorSpecies<Long> LONGS = VectorWidth.SPECIES.withLanes(long.class);
  private static final VectorSpecies<Integer> INTS = VectorWidth.SPECIES.withLanes(int.class);
  private static final float UNIT_24 = 0x1p-24f;
  private static final int BLOCKS = LONGS.length();
  private static final int WORDS = 4 * BLOCKS;
  private static final long LOW_BITS = 0xFFFFFFFFL;
  private static final LongVector LOW = LongVector.broadcast(LONGS, LOW_BITS);
  private static final LongVector COUNT = LongVector.zero(LONGS).addIndex(1);

  /** Lane 4i + w of the first half of the words comes from lane 2i + w mod 2 of a pair. */
  private static final VectorShuffle<Integer> FIRST =
      VectorShuffle.fromOp(INTS, lane -> lane / 4 * 2 + lane % 2);

  private static final VectorShuffle<Integer> SECOND =
      VectorShuffle.fromOp(INTS, lane -> BLOCKS + lane / 4 * 2 + lane % 2);

  /** Words 2 and 3 of a block. */
  private static final VectorMask<Integer> UPPER =
      VectorMask.fromLong(INTS, 0xCCCCCCCCCCCCCCCCL >>> (64 - INTS.length()));

  private VectorPhilox() {}

  /**
   * Writes the elements of {@link Elements#uniform} up to the last whole group of blocks.
   *
   * @param from where a block begins
   * @return the first element that is not written
   */
  static int uniform(Stream stream, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - WORDS; i += WORDS) {
      LongVector c0 = COUNT.add(i >>> 2);
      LongVector c1 = LongVector.zero(LONGS);
      LongVector c2 = LongVector.broadcast(LONGS, stream.name() & LOW_BITS);
      LongVector c3 = LongVector.broadcast(LONGS, stream.name() >>> 32);
      int k0 = (int) stream.seed();
      int k1 = (int) (stream.seed() >>> 32);
      for (int round = 0; round < Philox.ROUNDS; round++) {
        LongVector p0 = c0.mul(Philox.M0);
        LongVector p1 = c2.mul(Philox.M1);
        c0 = p1.lanewise(LSHR, 32).lanewise(XOR, c1).lanewise(XOR, k0 & LOW_BITS);
        c1 = p1.and(LOW);
        c2 = p0.lanewise(LSHR, 32).lanewise(XOR, c3).lanewise(XOR, k1 & LOW_BITS);
        c3 = p0.and(LOW);
        k0 += Philox.W0;
        k1 += Philox.W1;
      }
      IntVector words01 = c0.or(c1.lanewise(LSHL, 32)).reinterpretAsInts();
      IntVector words23 = c2.or(c3.lanewise(LSHL, 32)).reinterpretAsInts();
      words01
          .rearrange(FIRST)
          .blend(words23.rearrange(FIRST), UPPER)
          .lanewise(LSHR, 8)
          .convert(I2F, 0)
          .reinterpretAsFloats()
          .mul(UNIT_24)
          .intoArray(y, i);
      words01
          .rearrange(SECOND)
          .blend(words23.rearrange(SECOND), UPPER)
          .lanewise(LSHR, 8)
          .convert(I2F, 0)
          .reinterpretAsFloats()
          .mul(UNIT_24)
          .intoArray(y, i + WORDS / 2);
    }
    return i;
  }
}
