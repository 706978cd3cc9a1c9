package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/**
 * Columns of 0 and 1 (or false and true), one a label: the array of the labels that the row has, or
 * for one-hot columns the one class, a string.
 */
final class LabelColumnsCheck implements OutcomeCheck {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> columns;
  private final boolean oneHot;

  LabelColumnsCheck(LabelSpec spec) {
    this.columns = new ArrayList<>(spec.columns());
    this.oneHot = spec.encoding() == LabelEncoding.ONE_HOT;
  }

  @Override
  public Problem problem(List<String> cells) {
    int ones = 0;
    for (int i = 0; i < columns.size(); i++) {
      String cell = cells.get(i);
      if (cell.isEmpty()) {
        return new Problem(Reasons.BLANK_LABEL, columns.get(i), "");
      }
      double number = number(cell);
      if (number != 0 && number != 1) {
        return new Problem(Reasons.NOT_0_OR_1, columns.get(i), Excerpt.of(cell));
      }
      ones += number == 1 ? 1 : 0;
      if (oneHot && ones > 1) {
        return new Problem(Reasons.NOT_ONE_HOT, columns.get(i), Excerpt.of("a second 1"));
      }
    }
    return oneHot && ones == 0
        ? new Problem(Reasons.NOT_ONE_HOT, columns.get(columns.size() - 1), Excerpt.of("no 1"))
        : null;
  }

  @Override
  public Object value(List<String> cells, ContentHash hash) {
    TreeSet<String> set = new TreeSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (number(cells.get(i)) == 1) {
        set.add(columns.get(i));
      }
    }
    set.forEach(hash::label);
    return oneHot ? (Object) set.first() : set.toArray(new String[0]);
  }

  private static double number(String cell) {
    if (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false")) {
      return cell.equalsIgnoreCase("true") ? 1 : 0;
    }
    return Numbers.parse(cell);
  }
}
