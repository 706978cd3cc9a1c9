package org.lockstep.trainer.random;

/** Mixing of 64-bit words. */
public final class Mix {

  private Mix() {}

  /**
   * The finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
   * Generators, OOPSLA 2014, with Stafford's constants "Mix13"). A bijection of the 64-bit words;
   * maps 0 to 0.
   */
  public static long mix64(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
