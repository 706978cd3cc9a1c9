package org.lockstep.trainer.table;

import java.io.Serializable;

/**
 * One numeric feature's numbers: x ↦ ((x blank ? fill : x) − shift) / divisor.
 *
 * @param fill what a blank becomes; NaN where blanks drop the row
 * @param shift mean, min, or 0
 * @param divisor standard deviation, range, or 1; never 0
 */
public record FittedNumeric(double fill, double shift, double divisor) implements Serializable {
  public FittedNumeric {
    if (Double.isInfinite(fill)
        || !Double.isFinite(shift)
        || !Double.isFinite(divisor)
        || divisor == 0) {
      throw new IllegalArgumentException(
          "fill must be finite or NaN, shift finite, divisor finite and not 0. Received: %s, %s, %s"
              .formatted(fill, shift, divisor));
    }
  }

  double apply(double x) {
    return ((Double.isNaN(x) ? fill : x) - shift) / divisor;
  }
}
