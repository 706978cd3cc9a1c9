package org.lockstep.trainer.exchange;

/** bfloat16: a float's sign, exponent and upper 7 bits of the fraction. */
final class Bf16 {
  private Bf16() {}

  /** The nearest, of two the even one; NaN stays NaN, and what is nearer to 2^128 becomes ∞. */
  static short ofFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
  }

  static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
