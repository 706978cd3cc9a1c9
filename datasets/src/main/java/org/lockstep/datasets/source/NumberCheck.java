package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/** Numbers to predict: a double, or an array of doubles where there are several. */
final class NumberCheck implements OutcomeCheck {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> columns;
  private final double scale;

  NumberCheck(TargetSpec target) {
    this.columns = new ArrayList<>(target.columns());
    this.scale = target.scale();
  }

  @Override
  public Problem problem(List<String> cells) {
    for (int i = 0; i < columns.size(); i++) {
      String cell = cells.get(i);
      if (cell.isEmpty()) {
        return new Problem(Reasons.BLANK_TARGET, columns.get(i), "");
      }
      if (!Double.isFinite(Numbers.parse(cell) * scale)) {
        return new Problem(Numbers.problem(cell), columns.get(i), Excerpt.of(cell));
      }
    }
    return null;
  }

  @Override
  public Object value(List<String> cells, ContentHash hash) {
    double[] targets = new double[columns.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = Numbers.parse(cells.get(i)) * scale;
      hash.target(targets[i]);
    }
    return targets.length == 1 ? (Object) targets[0] : targets;
  }
}
