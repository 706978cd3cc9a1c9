package org.lockstep.trainer.text;

/**
 * Austin Appleby's MurmurHash3_x86_32 (SMHasher, MurmurHash3.cpp; public domain): a fast, well
 * mixed hash that is no secret, so whoever writes the texts can make terms collide.
 */
public final class MurmurHash3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private MurmurHash3() {}

  /** The 32 bits of all of {@code bytes}; blocks are read little-endian. */
  public static int x86x32(byte[] bytes, int seed) {
    int hash = seed;
    int blocks = bytes.length & ~3;
    for (int i = 0; i < blocks; i += 4) {
      int block =
          (bytes[i] & 0xff)
              | (bytes[i + 1] & 0xff) << 8
              | (bytes[i + 2] & 0xff) << 16
              | bytes[i + 3] << 24;
      hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
    }
    int tail = 0;
    for (int i = bytes.length - 1; i >= blocks; i--) {
      tail = tail << 8 | bytes[i] & 0xff;
    }
    return finish(hash ^ mixed(tail) ^ bytes.length); // mixed(0) = 0: no tail, no change
  }

  private static int mixed(int block) {
    return Integer.rotateLeft(block * C1, 15) * C2;
  }

  /** fmix32: every bit of the input changes every bit of the output with probability ½. */
  private static int finish(int hash) {
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }
}
