package org.lockstep.trainer.text;

import java.io.Serializable;
import java.util.Arrays;

/**
 * In how many rows of the training split a term of each bucket stands; only buckets with any are
 * kept, so memory follows the data and not 2^bits. Immutable and thread-safe; plain arrays.
 */
public final class BucketFrequencies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] buckets;
  private final long[] documentFrequencies;
  private final long documents;

  /**
   * @param buckets strictly ascending, ≥ 0
   * @param documentFrequencies rows that hold a term of each, 1…documents
   * @param documents rows of the training split, rows without terms included
   */
  public BucketFrequencies(int[] buckets, long[] documentFrequencies, long documents) {
    this.buckets = buckets.clone();
    this.documentFrequencies = documentFrequencies.clone();
    this.documents = documents;
    if (buckets.length != documentFrequencies.length || documents < 0) {
      throw new IllegalArgumentException(
          "there must be one document frequency a bucket, and >= 0 documents. Received: %d buckets, %d frequencies, %d documents"
              .formatted(buckets.length, documentFrequencies.length, documents));
    }
    for (int i = 0; i < buckets.length; i++) {
      if (buckets[i] < 0 || i > 0 && buckets[i] <= buckets[i - 1]) {
        throw new IllegalArgumentException(
            "buckets must be >= 0 and strictly ascending. Received: %d after %s"
                .formatted(buckets[i], i == 0 ? "none" : buckets[i - 1]));
      }
      if (documentFrequencies[i] < 1 || documentFrequencies[i] > documents) {
        throw new IllegalArgumentException(
            "a document frequency must be in 1…%d. Received: %d (bucket %d)"
                .formatted(documents, documentFrequencies[i], buckets[i]));
      }
    }
  }

  /** Where nothing was counted, since nothing is weighed by it. */
  public static BucketFrequencies none() {
    return new BucketFrequencies(new int[0], new long[0], 0);
  }

  /** Rows that hold a term of the bucket; 0 for a bucket without. */
  public long documentFrequency(int bucket) {
    int at = Arrays.binarySearch(buckets, bucket);
    return at < 0 ? 0 : documentFrequencies[at];
  }

  /** Rows of the training split. */
  public long documents() {
    return documents;
  }

  /** Buckets with a document frequency. */
  public int size() {
    return buckets.length;
  }

  /** The i-th of them, ascending. */
  public int bucket(int i) {
    return buckets[i];
  }

  /** The document frequency of the i-th of them. */
  public long frequency(int i) {
    return documentFrequencies[i];
  }
}
