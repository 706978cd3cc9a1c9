package org.lockstep.datasets.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows that were read and not used.
 *
 * @param read rows found in the input
 * @param used rows that passed every check
 * @param byReason rejected rows by reason (snake_case words), sorted by reason
 * @param first the first rejected rows, ordered by file and record
 */
public record RejectedRows(
    long read, long used, SortedMap<String, Long> byReason, List<Example> first) {

  /**
   * One rejected row.
   *
   * @param file the file's path; an archive's entry follows {@code !/}
   * @param record the 1-based data record in the file (a header is not counted)
   * @param line the 1-based line where the record starts, or 0 where the format has no lines
   * @param column the column at fault, or empty when it is the whole record
   * @param value the value, shortened, control characters escaped
   */
  public record Example(
      String file, long record, long line, String reason, String column, String value) {
    @Override
    public String toString() {
      return file
          + " record "
          + record
          + (line > 0 ? " (line " + line + ")" : "")
          + ", "
          + reason
          + (column.isEmpty() ? "" : ", column " + column)
          + ": \""
          + value
          + "\"";
    }
  }

  public RejectedRows {
    byReason = Collections.unmodifiableSortedMap(new TreeMap<>(byReason));
    first = List.copyOf(first);
    long rejected = byReason.values().stream().mapToLong(Long::longValue).sum();
    if (used < 0 || read != used + rejected) {
      throw new IllegalArgumentException(
          "read must be used + rejected. Received: read %d, used %d, rejected %d"
              .formatted(read, used, rejected));
    }
  }

  /** Nothing was rejected. */
  public static RejectedRows none(long rows) {
    return new RejectedRows(rows, rows, new TreeMap<>(), List.of());
  }

  public long rejected() {
    return read - used;
  }

  /** For example {@code blank_value 207, not_a_number 1}. */
  public String reasons() {
    return byReason.entrySet().stream()
        .map((Map.Entry<String, Long> e) -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * Stops the job when too much is wrong.
   *
   * @param maxRejected the largest share of rejected rows that is accepted, 0 to 1
   * @throws DataException when more were rejected, with the reasons and the first examples
   */
  public void requireAtMost(double maxRejected, String origin) {
    if (rejected() <= maxRejected * read) {
      return;
    }
    throw DataException.bad(
        "rejected rows must be at most %s%% of the rows read (data.maxRejected). "
            + "Received: %d of %d rows, %s (%s)%n  %s",
        percent(maxRejected),
        rejected(),
        read,
        reasons(),
        origin,
        first.stream().map(Example::toString).collect(Collectors.joining("%n  ".formatted())));
  }

  private static String percent(double share) {
    return java.math.BigDecimal.valueOf(share)
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }
}
