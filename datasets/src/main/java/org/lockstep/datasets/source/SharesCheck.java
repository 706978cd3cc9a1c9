package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/**
 * Shares of classes, none below 0, that add up to 1 within 0.001, which leaves room for shares of
 * three decimals: an array of doubles, as they are written.
 */
final class SharesCheck implements OutcomeCheck {
  private static final long serialVersionUID = 1L;
  private static final double TOLERANCE = 1e-3;

  private final ArrayList<String> columns;

  SharesCheck(List<String> columns) {
    this.columns = new ArrayList<>(columns);
  }

  @Override
  public Problem problem(List<String> cells) {
    double sum = 0;
    for (int i = 0; i < columns.size(); i++) {
      String cell = cells.get(i);
      if (cell.isEmpty()) {
        return new Problem(Reasons.BLANK_LABEL, columns.get(i), "");
      }
      double share = Numbers.parse(cell);
      if (Double.isNaN(share)) {
        return new Problem(Numbers.problem(cell), columns.get(i), Excerpt.of(cell));
      }
      if (share < 0) {
        return new Problem(Reasons.NOT_A_SHARE, columns.get(i), Excerpt.of(cell));
      }
      sum += share;
    }
    return Math.abs(sum - 1) <= TOLERANCE
        ? null
        : new Problem(
            Reasons.NOT_A_SHARE,
            columns.get(columns.size() - 1),
            Excerpt.of("shares that add up to " + sum));
  }

  @Override
  public Object value(List<String> cells, ContentHash hash) {
    double[] shares = cells.stream().mapToDouble(Numbers::parse).toArray();
    for (double share : shares) {
      hash.target(share);
    }
    return shares;
  }
}
