package org.lockstep.trainer.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of all terms over some rows: add rows, merge with other counts, in any order and grouping.
 * For many rows on a cluster, reduce {@link #ofRow} by term instead.
 */
public final class TermCounts {
  private final Map<String, TermCount> counts = new HashMap<>();
  private long documents;

  /** The counts of one row: every distinct term once, with documents = 1, in order of first use. */
  public static List<TermCount> ofRow(List<String> terms) {
    Map<String, Integer> inRow = new LinkedHashMap<>();
    for (String term : terms) {
      inRow.merge(term, 1, Integer::sum);
    }
    List<TermCount> row = new ArrayList<>(inRow.size());
    inRow.forEach((term, count) -> row.add(new TermCount(term, count, 1)));
    return row;
  }

  /** Adds one row, given by its terms (repeats included); a row without terms counts as a row. */
  public void add(List<String> terms) {
    documents++;
    for (TermCount count : ofRow(terms)) {
      counts.merge(count.term(), count, TermCount::plus);
    }
  }

  /** Adds what {@code other} has counted. */
  public void merge(TermCounts other) {
    documents += other.documents;
    other.counts.values().forEach(count -> counts.merge(count.term(), count, TermCount::plus));
  }

  /** Rows added so far. */
  public long documents() {
    return documents;
  }

  /** One entry a term, in no particular order. */
  public Collection<TermCount> counts() {
    return List.copyOf(counts.values());
  }
}
