package org.lockstep.driver.search.halving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    return promotables(eta).findFirst();
  }

  /**
   * About how many will go on that have not, if more trials come: those that may now, and of those
   * that come as large a share as of those so far. It is above 1/η, since a trial that went on and
   * was overtaken later does not come back, and at least one for every η that the rung grows by.
   */
  long willGoOn(long more, int eta) {
    long growth = (size() + more) / eta - size() / eta;
    long sofar = size() == 0 ? 0 : Math.round((double) more * promoted.size() / size());
    return promotables(eta).count() + Math.max(growth, sofar);
  }

  private Stream<Entry> promotables(int eta) {
    return best(size() / eta).stream().filter(entry -> !promoted.contains(entry.trial()));
  }

  void promote(Entry entry) {
    promoted.add(entry.trial());
  }
}
