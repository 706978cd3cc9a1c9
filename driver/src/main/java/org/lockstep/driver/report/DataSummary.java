package org.lockstep.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lockstep.driver.table.Csv;
import org.lockstep.trainer.data.Split;

/**
 * Prepared rows in numbers, on the terminal and as {@code data.csv}.
 *
 * @param features network inputs
 * @param labels the classes or labels in order; empty for numbers
 * @param splits one a split that has rows
 */
public record DataSummary(int features, List<String> labels, Map<Split, Part> splits) {
  /** The file's name inside a run directory. */
  public static final String NAME = "data.csv";

  private static final int SHOWN_LABELS = 6;

  /**
   * Of one split.
   *
   * @param nonZeros of the features; −1 where the rows are streamed and nobody has counted
   * @param perLabel rows of each class or label; empty for numbers and where rows are streamed
   */
  public record Part(long rows, long nonZeros, List<Long> perLabel) {}

  public DataSummary {
    labels = List.copyOf(labels);
    splits = new EnumMap<>(splits);
  }

  /** For a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Part train = splits.get(Split.TRAIN);
    String rows =
        splits.entrySet().stream()
            .map(each -> each.getKey().label() + " " + Figures.count(each.getValue().rows()))
            .collect(Collectors.joining(", "));
    lines.add("rows       " + rows);
    String density =
        train == null || train.nonZeros() < 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %,d non-zeros in training rows, %.1f a row",
                train.nonZeros(),
                (double) train.nonZeros() / train.rows());
    lines.add("features   " + Figures.count(features) + density);
    if (train != null && !train.perLabel().isEmpty()) {
      String classes =
          java.util.stream.IntStream.range(0, Math.min(SHOWN_LABELS, labels.size()))
              .mapToObj(
                  k ->
                      String.format(
                          Locale.ROOT,
                          "%s %.1f%%",
                          labels.get(k),
                          100.0 * train.perLabel().get(k) / train.rows()))
              .collect(Collectors.joining(", "));
      lines.add(
          "classes    %d: %s%s"
              .formatted(labels.size(), classes, labels.size() > SHOWN_LABELS ? ", …" : ""));
    }
    return lines;
  }

  /** Writes {@code what, split, number}. */
  public void write(Path directory) throws IOException {
    StringBuilder text = new StringBuilder("what,split,number\n");
    splits.forEach(
        (split, part) -> {
          text.append(Csv.row("rows", split.label(), part.rows()));
          if (part.nonZeros() >= 0) {
            text.append(Csv.row("non-zeros", split.label(), part.nonZeros()));
          }
          for (int k = 0; k < part.perLabel().size(); k++) {
            text.append(Csv.row("rows of " + labels.get(k), split.label(), part.perLabel().get(k)));
          }
        });
    Files.writeString(directory.resolve(NAME), text, StandardCharsets.UTF_8);
  }
}
