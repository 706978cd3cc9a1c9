package org.lockstep.driver.search.halving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The trials that have reached a budget, with their scores there. */
final class Rung {

  /**
   * @param score NaN if the trial failed
   * @param stopped whether it ended early by itself: it keeps its score and needs no more epochs
   */
  record Entry(int trial, double score, boolean stopped) {}

  private static final Comparator<Entry> BEST_FIRST =
      Comparator.<Entry>comparingDouble(entry -> -entry.score()).thenComparingInt(Entry::trial);

  private final List<Entry> entries = new ArrayList<>();
  private final Set<Integer> promoted = new HashSet<>();

  void add(Entry entry) {
    entries.add(entry);
  }

  int size() {
    return entries.size();
  }

  /** The best that have not failed, the lower trial between equals; failed trials count in η. */
  List<Entry> best(int most) {
    return entries.stream()
        .filter(entry -> !Double.isNaN(entry.score()))
        .sorted(BEST_FIRST)
        .limit(most)
        .toList();
  }

  /** The best of the first ⌊size/η⌋ that has not gone on. */
  Optional<Entry> promotable(int eta) {
    return best(entries.size() / eta).stream()
        .filter(entry -> !promoted.contains(entry.trial()))
        .findFirst();
  }

  void promote(Entry entry) {
    promoted.add(entry.trial());
  }
}
