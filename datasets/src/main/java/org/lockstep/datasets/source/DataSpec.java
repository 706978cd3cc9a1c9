package org.lockstep.datasets.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.lockstep.datasets.split.SplitSpec;

/**
 * The choices of a job file's {@code data} section.
 *
 * @param source the data set or format
 * @param path any path that Hadoop reads, globs included; empty = look the named data set up
 * @param labels the classes or labels in order; empty = found in the data, sorted
 * @param task classification, regression or reconstruction; AUTO follows from label or target
 * @param maxRejected the largest share of rejected rows, 0 to 1
 * @param partitions the number of partitions of the checked rows; 0 = as read (a few files are
 *     spread over the cluster's slots). No result depends on it.
 */
public record DataSpec(
    SourceName source,
    Optional<String> path,
    FormatSpec format,
    ColumnSpec columns,
    List<String> labels,
    TaskChoice task,
    double maxRejected,
    WhenMissing whenMissing,
    SplitSpec split,
    int partitions) {

  /** What is to be learnt. */
  public enum TaskChoice {
    AUTO,
    CLASSIFICATION,
    REGRESSION,
    /** The features themselves, by an autoencoder: rows need no label. */
    RECONSTRUCTION
  }

  /** What happens when a named data set is not found in any of the places looked at. */
  public enum WhenMissing {
    /** An error, exit code 66. */
    FAIL,
    /** The generated corpus takes its place (airline only). */
    GENERATE
  }

  public DataSpec {
    labels = List.copyOf(labels);
    if (!(maxRejected >= 0 && maxRejected <= 1)) {
      throw new IllegalArgumentException(
          "data.maxRejected must be between 0 and 1. Received: " + maxRejected);
    }
    if (partitions < 0) {
      throw new IllegalArgumentException("data.partitions must be >= 0. Received: " + partitions);
    }
    if (path.isEmpty() && !source.isDataSet()) {
      throw new IllegalArgumentException(
          "data.path must be given for source = %s. Received: nothing".formatted(source.word()));
    }
    if (whenMissing == WhenMissing.GENERATE && source != SourceName.AIRLINE) {
      throw new IllegalArgumentException(
          "data.whenMissing = generate must go with source = airline. Received: source = "
              + source.word());
    }
    if (labels.stream().distinct().count() != labels.size()) {
      throw new IllegalArgumentException("data.labels must be distinct. Received: " + labels);
    }
    if (task == TaskChoice.CLASSIFICATION && columns.target().isPresent()) {
      throw new IllegalArgumentException(
          "data.target must go with task = regression. Received: task = classification");
    }
    if (task == TaskChoice.REGRESSION && columns.label().isPresent()) {
      throw new IllegalArgumentException(
          "data.label must go with task = classification. Received: task = regression");
    }
    boolean outcome = columns.label().isPresent() || columns.target().isPresent();
    if (task == TaskChoice.RECONSTRUCTION && (outcome || !labels.isEmpty())) {
      throw new IllegalArgumentException(
          "data.label, labels and target must be left out for task = reconstruction, whose targets are the features. Received: %s"
              .formatted(received(columns, labels)));
    }
    requireEncoding(source, columns, labels, whenMissing);
    requireWeight(source, columns, whenMissing);
    split.group().ifPresent(group -> requireGroup(source, columns, whenMissing, group));
  }

  private static String received(ColumnSpec columns, List<String> labels) {
    return columns
        .label()
        .map(label -> "label = " + label.columns())
        .or(() -> columns.target().map(target -> "target = " + target.columns()))
        .orElse("labels = " + labels);
  }

  private static void requireWeight(
      SourceName source, ColumnSpec columns, WhenMissing whenMissing) {
    if (columns.weight().isEmpty()) {
      return;
    }
    if (source == SourceName.IMDB || source == SourceName.LIBSVM) {
      throw new IllegalArgumentException(
          "data.weight must be left out for source = %s, whose rows have no columns. Received: %s"
              .formatted(source.word(), columns.weight().get()));
    }
    if (whenMissing == WhenMissing.GENERATE) {
      throw new IllegalArgumentException(
          "data.whenMissing = generate must go without data.weight. Received: "
              + columns.weight().get());
    }
  }

  private static void requireGroup(
      SourceName source, ColumnSpec columns, WhenMissing whenMissing, String group) {
    if (source == SourceName.LIBSVM) {
      throw new IllegalArgumentException(
          "data.split.group must be left out for source = libsvm, whose rows have no columns. Received: "
              + group);
    }
    if (whenMissing == WhenMissing.GENERATE) {
      throw new IllegalArgumentException(
          "data.whenMissing = generate must go without data.split.group. Received: " + group);
    }
    if (RowCheck.cells(columns).contains(group)) {
      throw new IllegalArgumentException(
          "data.split.group must be a column that is not read for anything else. Received: "
              + group);
    }
  }

  private static void requireEncoding(
      SourceName source, ColumnSpec columns, List<String> labels, WhenMissing whenMissing) {
    LabelEncoding encoding = columns.label().map(LabelSpec::encoding).orElse(LabelEncoding.CLASS);
    if (encoding == LabelEncoding.CLASS) {
      return;
    }
    String word = encoding.name().toLowerCase(Locale.ROOT);
    if (source == SourceName.IMDB || source == SourceName.LIBSVM) {
      throw new IllegalArgumentException(
          "data.labelEncoding must be class for source = %s. Received: %s"
              .formatted(source.word(), word));
    }
    if (whenMissing == WhenMissing.GENERATE) {
      throw new IllegalArgumentException(
          "data.whenMissing = generate must go with labelEncoding = class. Received: " + word);
    }
    if (encoding.hasColumnPerLabel() && !labels.equals(columns.label().get().columns())) {
      throw new IllegalArgumentException(
          "data.labels must be the columns %s for labelEncoding = %s. Received: %s"
              .formatted(columns.label().get().columns(), word, labels));
    }
  }

  /** What the rows tell, to be predicted for others. */
  public Outcome outcome() {
    if (task == TaskChoice.RECONSTRUCTION) {
      return Outcome.RECONSTRUCTION;
    }
    if (source == SourceName.LIBSVM) {
      return isRegression() ? Outcome.NUMBERS : Outcome.CLASS;
    }
    if (isRegression()) {
      return columns.target().isPresent() ? Outcome.NUMBERS : Outcome.NONE;
    }
    return columns
        .label()
        .map(
            label ->
                switch (label.encoding()) {
                  case CLASS, ONE_HOT -> Outcome.CLASS;
                  case LIST, COLUMNS -> Outcome.LABELS;
                  case DISTRIBUTION -> Outcome.SHARES;
                })
        .orElse(Outcome.NONE);
  }

  /** Whether a number is predicted, not a class. */
  public boolean isRegression() {
    return task == TaskChoice.REGRESSION || columns.target().isPresent();
  }

  public DataSpec withPath(String newPath) {
    return change(draft -> draft.path = Optional.of(newPath));
  }

  public DataSpec withFormat(FormatSpec newFormat) {
    return change(draft -> draft.format = newFormat);
  }

  public DataSpec withColumns(ColumnSpec newColumns) {
    return change(draft -> draft.columns = newColumns);
  }

  public DataSpec withLabels(List<String> newLabels) {
    return change(draft -> draft.labels = newLabels);
  }

  public DataSpec withMaxRejected(double newMaxRejected) {
    return change(draft -> draft.maxRejected = newMaxRejected);
  }

  public DataSpec withWhenMissing(WhenMissing newWhenMissing) {
    return change(draft -> draft.whenMissing = newWhenMissing);
  }

  public DataSpec withSplit(SplitSpec newSplit) {
    return change(draft -> draft.split = newSplit);
  }

  /** The same of rows that are not to be divided, and need no group. */
  public DataSpec undivided() {
    return withSplit(split.withGroup(Optional.empty()));
  }

  public DataSpec withPartitions(int newPartitions) {
    return change(draft -> draft.partitions = newPartitions);
  }

  private DataSpec change(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** The same choices, to be changed. */
  private static final class Draft {
    private SourceName source;
    private Optional<String> path;
    private FormatSpec format;
    private ColumnSpec columns;
    private List<String> labels;
    private TaskChoice task;
    private double maxRejected;
    private WhenMissing whenMissing;
    private SplitSpec split;
    private int partitions;

    Draft(DataSpec from) {
      source = from.source;
      path = from.path;
      format = from.format;
      columns = from.columns;
      labels = from.labels;
      task = from.task;
      maxRejected = from.maxRejected;
      whenMissing = from.whenMissing;
      split = from.split;
      partitions = from.partitions;
    }

    DataSpec finished() {
      return new DataSpec(
          source, path, format, columns, labels, task, maxRejected, whenMissing, split, partitions);
    }
  }
}
