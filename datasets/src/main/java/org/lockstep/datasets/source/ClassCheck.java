package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Numbers;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/** A row's one class, a string. */
final class ClassCheck implements OutcomeCheck {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final ArrayList<String> labels;
  private final boolean numbered;

  /**
   * @param labels the declared ones; empty for any
   * @param numbered whether 1, +1 and 1.0 are one class, as in LIBSVM files
   */
  ClassCheck(String column, List<String> labels, boolean numbered) {
    this.column = column;
    this.labels = new ArrayList<>(labels);
    this.numbered = numbered;
  }

  @Override
  public Problem problem(List<String> cells) {
    String cell = cells.get(0);
    if (cell.isEmpty()) {
      return new Problem(Reasons.BLANK_LABEL, column, "");
    }
    return labels.isEmpty() || labels.contains(canonical(cell))
        ? null
        : new Problem(Reasons.UNKNOWN_LABEL, column, Excerpt.of(cell));
  }

  @Override
  public Object value(List<String> cells, ContentHash hash) {
    String label = canonical(cells.get(0));
    hash.label(label);
    return label;
  }

  private String canonical(String label) {
    double number = numbered ? Numbers.parse(label) : Double.NaN;
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : label;
  }
}
