package org.lockstep.datasets.source;

import java.io.Serializable;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/** How much a row counts: a number from 0 on that a float can hold. */
final class WeightCheck implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String column;

  WeightCheck(String column) {
    this.column = column;
  }

  /**
   * Why the row is rejected, or null.
   *
   * @param cell without surrounding white space
   */
  Problem problem(String cell) {
    if (cell.isEmpty()) {
      return new Problem(Reasons.BLANK_WEIGHT, column, "");
    }
    double weight = Numbers.parse(cell);
    if (Double.isNaN(weight)) {
      return new Problem(Numbers.problem(cell), column, Excerpt.of(cell));
    }
    if (Float.isInfinite((float) weight)) {
      return new Problem(Reasons.NOT_FINITE, column, Excerpt.of(cell));
    }
    return weight < 0 ? new Problem(Reasons.NEGATIVE_WEIGHT, column, Excerpt.of(cell)) : null;
  }

  /** Only for a cell without a problem. */
  double value(String cell) {
    return Numbers.parse(cell);
  }
}
