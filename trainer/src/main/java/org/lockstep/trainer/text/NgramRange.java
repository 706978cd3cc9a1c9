package org.lockstep.trainer.text;

import java.io.Serializable;

/**
 * Lengths of n-grams, both ends included; 0…0 is off.
 *
 * @param min shortest n-gram
 * @param max longest n-gram
 */
public record NgramRange(int min, int max) implements Serializable {
  /** Longer n-grams than this are a slip of the pen, and a memory trap. */
  public static final int LONGEST = 100;

  public NgramRange {
    boolean off = min == 0 && max == 0;
    if (!off && (min < 1 || max < min || max > LONGEST)) {
      throw new IllegalArgumentException(
          "an n-gram range must be 0…0 (off) or satisfy 1 <= min <= max <= %d. Received: %d…%d"
              .formatted(LONGEST, min, max));
    }
  }

  public static NgramRange off() {
    return new NgramRange(0, 0);
  }

  public static NgramRange of(int min, int max) {
    return new NgramRange(min, max);
  }

  public boolean isOff() {
    return max == 0;
  }
}
