package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/**
 * A row's labels from lists such as {@code late|rude}, those of all columns together: an array of
 * strings, each once, in their natural order. A blank cell is a list of none.
 */
final class LabelListCheck implements OutcomeCheck {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> columns;
  private final ArrayList<String> labels;
  private final Pattern separator;

  /**
   * @param labels the declared ones; empty for any
   */
  LabelListCheck(LabelSpec spec, List<String> labels) {
    this.columns = new ArrayList<>(spec.columns());
    this.labels = new ArrayList<>(labels);
    this.separator = Pattern.compile(spec.separator(), Pattern.LITERAL);
  }

  @Override
  public Problem problem(List<String> cells) {
    for (int i = 0; i < columns.size() && !labels.isEmpty(); i++) {
      for (String label : items(cells.get(i))) {
        if (!labels.contains(label)) {
          return new Problem(Reasons.UNKNOWN_LABEL, columns.get(i), Excerpt.of(label));
        }
      }
    }
    return null;
  }

  @Override
  public Object value(List<String> cells, ContentHash hash) {
    TreeSet<String> set = new TreeSet<>();
    cells.forEach(cell -> set.addAll(items(cell)));
    set.forEach(hash::label);
    return set.toArray(new String[0]);
  }

  private List<String> items(String cell) {
    return Arrays.stream(separator.split(cell))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
