package org.lockstep.datasets.source;

import java.util.List;

/**
 * Where a row's labels stand.
 *
 * @param columns one for {@link LabelEncoding#CLASS}, any number for LIST, otherwise the labels
 * @param separator between the labels of a LIST's cell; not read for others
 */
public record LabelSpec(LabelEncoding encoding, List<String> columns, String separator) {
  /** Between the labels of a cell, unless a job says otherwise. */
  public static final String DEFAULT_SEPARATOR = "|";

  public LabelSpec {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          encoding.hasColumnPerLabel()
              ? "labels must be declared where every label has a column. Received: []"
              : "label must name a column. Received: []");
    }
    if (encoding == LabelEncoding.CLASS && columns.size() > 1) {
      throw new IllegalArgumentException(
          "label must be one column for labelEncoding = class. Received: " + columns);
    }
    boolean classes = encoding == LabelEncoding.ONE_HOT || encoding == LabelEncoding.DISTRIBUTION;
    if (classes && columns.size() < 2) {
      throw new IllegalArgumentException(
          "labels must be at least two classes. Received: " + columns);
    }
    if (separator.isEmpty() || separator.isBlank() && !separator.equals("\t")) {
      throw new IllegalArgumentException(
          "labelSeparator must be one or more characters that are no blanks. Received: \""
              + separator
              + '"');
    }
  }

  /** A column with the row's class. */
  public static LabelSpec of(String column) {
    return new LabelSpec(LabelEncoding.CLASS, List.of(column), DEFAULT_SEPARATOR);
  }
}
