package org.lockstep.trainer.text;

import java.util.Arrays;
import java.util.List;

/**
 * Counts in how many rows a term of each bucket stands: add rows, merge with other counts, in any
 * order and grouping. Takes 8 bytes a bucket (2^20 buckets: 8 MB), however many terms there are.
 */
public final class BucketCounts {
  private final TermHashing hashing;
  private final long[] counts;
  private long documents;

  public BucketCounts(TermHashing hashing) {
    this.hashing = hashing;
    this.counts = new long[hashing.buckets()];
  }

  /** Adds one row, given by its terms (repeats included); a row without terms counts as a row. */
  public void add(List<String> terms) {
    documents++;
    int[] buckets = new int[terms.size()];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = hashing.code(terms.get(i)) >> 1;
    }
    Arrays.sort(buckets);
    for (int i = 0; i < buckets.length; i++) {
      if (i == 0 || buckets[i] != buckets[i - 1]) {
        counts[buckets[i]]++;
      }
    }
  }

  /** Adds what {@code other} has counted. */
  public void merge(BucketFrequencies other) {
    documents += other.documents();
    for (int i = 0; i < other.size(); i++) {
      counts[other.bucket(i)] += other.frequency(i);
    }
  }

  /** What was counted so far. */
  public BucketFrequencies finish() {
    int size = (int) Arrays.stream(counts).filter(count -> count > 0).count();
    int[] buckets = new int[size];
    long[] frequencies = new long[size];
    for (int bucket = 0, i = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] > 0) {
        buckets[i] = bucket;
        frequencies[i++] = counts[bucket];
      }
    }
    return new BucketFrequencies(buckets, frequencies, documents);
  }
}
