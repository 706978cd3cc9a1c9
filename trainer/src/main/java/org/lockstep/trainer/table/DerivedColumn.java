package org.lockstep.trainer.table;

import java.util.List;

/** A numeric feature computed from numeric columns of the same row. */
public sealed interface DerivedColumn extends Column permits RatioColumn {

  /** The names of the numeric columns it is computed from, in the order of {@link #value}. */
  List<String> operands();

  /**
   * The value from the operands as read, before any filling of blanks.
   *
   * @return NaN (blank) where an operand is blank or the formula has no finite value
   */
  double value(double[] operands);
}
