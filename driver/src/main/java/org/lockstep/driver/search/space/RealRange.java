package org.lockstep.driver.search.space;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Real numbers of six digits between low and high, and the two themselves.
 *
 * @param points how many of them a grid takes, evenly on the scale, both ends included; ≥ 2
 */
public record RealRange(double low, double high, Scale scale, int points) implements Domain {

  public RealRange {
    scale.requireRange("real", low, high);
    if (points < 2) {
      throw new IllegalArgumentException("points must be >= 2. Received: " + points);
    }
  }

  @Override
  public Object value(double u) {
    return u <= 0 ? low : u >= 1 ? high : Values.rounded(scale.at(u, low, high), low, high);
  }

  @Override
  public double unit(Object value) {
    if (value instanceof Number number) {
      double x = number.doubleValue();
      if (x >= low && x <= high) {
        return Math.max(0, Math.min(1, scale.unit(x, low, high)));
      }
    }
    throw new IllegalArgumentException(
        "the value must be from %s to %s. Received: %s".formatted(low, high, value));
  }

  @Override
  public List<Object> grid() {
    return IntStream.range(0, points).mapToObj(i -> value(i / (points - 1.0))).toList();
  }
}
