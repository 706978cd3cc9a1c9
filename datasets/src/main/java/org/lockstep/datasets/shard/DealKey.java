package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * The place of a row in the canonical order of its split: its seeded content hash, unsigned. Equal
 * rows have equal keys and are interchangeable; the weight, which the hash does not cover, breaks
 * ties.
 */
final class DealKey implements Serializable {
  private static final long serialVersionUID = 1L;

  final byte split;
  final long high;
  final long low;
  final float weight;

  /**
   * @param high mix64(hash_high xor key)
   */
  DealKey(int split, long high, long low, float weight) {
    this.split = (byte) split;
    this.high = high;
    this.low = low;
    this.weight = weight;
  }

  /** By split, then hash, then weight. */
  static final class Order implements Comparator<DealKey>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(DealKey a, DealKey b) {
      int order = Byte.compare(a.split, b.split);
      order = order != 0 ? order : Long.compareUnsigned(a.high, b.high);
      order = order != 0 ? order : Long.compareUnsigned(a.low, b.low);
      return order != 0 ? order : Float.compare(a.weight, b.weight);
    }
  }

  /** Bucket ⌊high·B/2⁶⁴⌋: buckets are ranges of the hash, so their concatenation is sorted. */
  static final class Buckets extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int buckets;

    Buckets(int buckets) {
      this.buckets = buckets;
    }

    @Override
    public int numPartitions() {
      return buckets;
    }

    @Override
    public int getPartition(Object key) {
      long high = ((DealKey) key).high;
      // high·B/2⁶⁴ for an unsigned high: the top 32 bits decide, B < 2³¹.
      return (int) (((high >>> 32) * buckets) >>> 32);
    }
  }
}
