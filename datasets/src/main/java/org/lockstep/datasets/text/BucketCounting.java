package org.lockstep.datasets.text;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.lockstep.trainer.text.BucketCounts;
import org.lockstep.trainer.text.BucketFrequencies;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.Tokenizer;
import scala.Tuple2;

/**
 * Counts hashed terms over the cluster: an array a partition, then a reduction by bucket. No term
 * leaves its task; the driver receives at most one number a bucket. Counts are whole numbers, so
 * they do not depend on partitioning.
 */
final class BucketCounting {
  /** A bucket and its count share a long: 24 bits and 39. */
  private static final int COUNT_BITS = 39;

  /** Stands for the number of rows among the buckets. */
  private static final int ROWS = -1;

  private BucketCounting() {}

  /**
   * @param texts the training texts
   */
  static BucketFrequencies frequencies(Dataset<String> texts, TextSpec spec) {
    List<long[]> parts =
        texts
            .toJavaRDD()
            .mapPartitionsToPair(part -> counted(part, spec))
            .reduceByKey(Long::sum)
            .mapPartitions(part -> List.of(packed(part)).iterator())
            .collect();
    long[] all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    // The number of rows has the negative key, so it comes first; every partition counts it.
    long documents = all.length == 0 ? 0 : count(all[0]);
    int[] buckets = new int[Math.max(0, all.length - 1)];
    long[] frequencies = new long[buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = (int) (all[i + 1] >> COUNT_BITS);
      frequencies[i] = count(all[i + 1]);
    }
    return new BucketFrequencies(buckets, frequencies, documents);
  }

  private static Iterator<Tuple2<Integer, Long>> counted(Iterator<String> texts, TextSpec spec) {
    BucketCounts counts = new BucketCounts(spec.hashing());
    Tokenizer tokenizer = new Tokenizer(spec);
    texts.forEachRemaining(text -> counts.add(tokenizer.terms(text)));
    BucketFrequencies part = counts.finish();
    return IntStream.rangeClosed(ROWS, part.size() - 1)
        .mapToObj(
            i ->
                i == ROWS
                    ? new Tuple2<>(ROWS, part.documents())
                    : new Tuple2<>(part.bucket(i), part.frequency(i)))
        .iterator();
  }

  private static long[] packed(Iterator<Tuple2<Integer, Long>> counts) {
    long[] packed = new long[16];
    int filled = 0;
    while (counts.hasNext()) {
      Tuple2<Integer, Long> next = counts.next();
      packed = filled == packed.length ? Arrays.copyOf(packed, 2 * filled) : packed;
      packed[filled++] = (long) next._1() << COUNT_BITS | next._2();
    }
    return Arrays.copyOf(packed, filled);
  }

  private static long count(long packed) {
    return packed & (1L << COUNT_BITS) - 1;
  }
}
