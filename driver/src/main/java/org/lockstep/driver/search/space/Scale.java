package org.lockstep.driver.search.space;

/**
 * How a range is laid on the unit interval. StrictMath, since a setting has to be the same on every
 * machine.
 */
public enum Scale {
  /** x = low + u·(high − low). */
  LINEAR {
    @Override
    double at(double u, double low, double high) {
      return low + u * (high - low);
    }

    @Override
    double unit(double x, double low, double high) {
      return (x - low) / (high - low);
    }
  },

  /** x = low·(high/low)ᵘ: every factor of the range is as likely as any other of its size. */
  LOG {
    @Override
    double at(double u, double low, double high) {
      return StrictMath.exp(LINEAR.at(u, StrictMath.log(low), StrictMath.log(high)));
    }

    @Override
    double unit(double x, double low, double high) {
      return LINEAR.unit(StrictMath.log(x), StrictMath.log(low), StrictMath.log(high));
    }
  };

  /** The value at {@code u} of [0, 1]. */
  abstract double at(double u, double low, double high);

  /** The place in [0, 1] of a value from low to high. */
  abstract double unit(double x, double low, double high);

  void requireRange(String kind, double low, double high) {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
      throw new IllegalArgumentException(
          "a %s range must have low < high. Received: %s to %s".formatted(kind, low, high));
    }
    if (this == LOG && low <= 0) {
      throw new IllegalArgumentException(
          "low of a log range must be > 0. Received: %s".formatted(low));
    }
  }
}
