package org.lockstep.driver.search.space;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whole numbers from low to high, both included: number k has the piece of the scale from k − ½ to
 * k + ½, so that the ends are as likely as the others.
 *
 * @param points how many of them a grid takes at most, evenly on the scale; ≥ 2
 */
public record IntegerRange(long low, long high, Scale scale, int points) implements Domain {
  /** Up to here a double holds a half exactly. */
  private static final long LARGEST = 1L << 51;

  public IntegerRange {
    scale.requireRange("whole-number", low, high);
    if (Math.max(Math.abs(low), Math.abs(high)) > LARGEST) {
      throw new IllegalArgumentException(
          "a whole number must be within ±2^51. Received: %d to %d".formatted(low, high));
    }
    if (points < 2) {
      throw new IllegalArgumentException("points must be >= 2. Received: " + points);
    }
  }

  @Override
  public Object value(double u) {
    return clamped(Math.round(scale.at(u, low - 0.5, high + 0.5)));
  }

  @Override
  public double unit(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      long x = number.longValue();
      if (x >= low && x <= high) {
        return scale.unit(x, low - 0.5, high + 0.5);
      }
    }
    throw new IllegalArgumentException(
        "the value must be a whole number from %d to %d. Received: %s".formatted(low, high, value));
  }

  @Override
  public List<Object> grid() {
    int steps = (int) Math.min(points - 1L, high - low);
    return IntStream.rangeClosed(0, steps)
        .mapToObj(i -> clamped(Math.round(scale.at((double) i / steps, low, high))))
        .distinct()
        .toList();
  }

  private Object clamped(long x) {
    return Math.max(low, Math.min(high, x));
  }
}
