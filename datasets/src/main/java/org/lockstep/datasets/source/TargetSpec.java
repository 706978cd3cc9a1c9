package org.lockstep.datasets.source;

import java.util.List;

/**
 * The numbers that a regression predicts: {@code target = scale · value of the column}, one or
 * several.
 *
 * @param columns the columns' names (not looked at for LIBSVM, whose first field is the target)
 * @param scale finite and not 0, of all targets; {@code 1e-5} turns dollars into $100,000
 */
public record TargetSpec(List<String> columns, double scale) {
  public TargetSpec {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("target must name at least one column. Received: []");
    }
    if (!Double.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException(
          "target.scale must be finite and not 0. Received: " + scale);
    }
  }

  /** One number. */
  public TargetSpec(String column, double scale) {
    this(List.of(column), scale);
  }
}
