package org.lockstep.datasets.source;

/**
 * The number that a regression predicts: {@code target = scale · value of the column}.
 *
 * @param column the column's name (not looked at for LIBSVM, whose first field is the target)
 * @param scale finite and not 0; {@code 1e-5} turns dollars into $100,000
 */
public record TargetSpec(String column, double scale) {
  public TargetSpec {
    if (!Double.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException(
          "target.scale must be finite and not 0. Received: " + scale);
    }
  }
}
