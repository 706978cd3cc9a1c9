package org.lockstep.datasets.source;

import java.util.List;

/**
 * How the files are written.
 *
 * @param header CSV and TSV: whether the first record names the columns
 * @param names CSV and TSV without header: the columns' names; empty for c0, c1, …
 * @param maxCellBytes the longest cell, line or archive entry in bytes; a longer one is rejected as
 *     {@code cell_too_long} without being held in memory
 * @param vectorSize LIBSVM: the number of features; 0 for the largest index found
 */
public record FormatSpec(boolean header, List<String> names, int maxCellBytes, int vectorSize) {
  /** 10 MB. */
  public static final int DEFAULT_MAX_CELL_BYTES = 10_000_000;

  public FormatSpec {
    names = List.copyOf(names);
    if (header && !names.isEmpty()) {
      throw new IllegalArgumentException(
          "columns can be named only where header = false. Received: " + names);
    }
    if (maxCellBytes < 1) {
      throw new IllegalArgumentException("maxCellBytes must be >= 1. Received: " + maxCellBytes);
    }
    if (vectorSize < 0) {
      throw new IllegalArgumentException("vectorSize must be >= 0. Received: " + vectorSize);
    }
  }

  /** With a header, cells up to 10 MB. */
  public static FormatSpec standard() {
    return new FormatSpec(true, List.of(), DEFAULT_MAX_CELL_BYTES, 0);
  }
}
