package org.lockstep.driver.search.judge;

import java.util.Arrays;

/**
 * What dealing rows into folds has to know of them.
 *
 * @param hashes one a row, of its content, or of its group: rows with equal hashes stay together
 * @param strata one a row: its class, or 0 for all if there are none; ≥ 0
 * @param grouped whether hashes are those of groups, which may have rows of several strata
 */
public record Rows(long[] hashes, int[] strata, boolean grouped) {

  public Rows {
    if (hashes.length != strata.length) {
      throw new IllegalArgumentException(
          "rows must have as many strata as hashes. Received: %d and %d"
              .formatted(strata.length, hashes.length));
    }
  }

  /** Rows that are dealt one by one. */
  public Rows(long[] hashes, int[] strata) {
    this(hashes, strata, false);
  }

  public int count() {
    return hashes.length;
  }

  /** The rows of these places, in their order. */
  Rows at(int[] places) {
    return new Rows(
        Arrays.stream(places).mapToLong(row -> hashes[row]).toArray(),
        Arrays.stream(places).map(row -> strata[row]).toArray(),
        grouped);
  }

  /** Row numbers by stratum, ascending. */
  int[][] byStratum() {
    int[] counts = new int[Arrays.stream(strata).max().orElse(-1) + 1];
    Arrays.stream(strata).forEach(stratum -> counts[stratum]++);
    int[][] rows = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int row = count() - 1; row >= 0; row--) {
      rows[strata[row]][--counts[strata[row]]] = row;
    }
    return rows;
  }
}
