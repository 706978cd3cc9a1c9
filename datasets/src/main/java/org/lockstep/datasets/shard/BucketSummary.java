package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.lockstep.trainer.data.Split;
import scala.Tuple2;

/** What one bucket of rows holds; {@code add} merges, so that the sum tells the whole data. */
final class BucketSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  final int bucket;
  final long[] rows = new long[Split.values().length];
  boolean anySparse;

  /** Features that rows list: of sparse rows the non-zeros. */
  long numbers;

  int minColumns = Integer.MAX_VALUE;
  int maxColumns = -1;
  int minTargets = Integer.MAX_VALUE;
  int maxTargets = -1;

  BucketSummary(int bucket) {
    this.bucket = bucket;
  }

  static BucketSummary of(int bucket, Iterator<Tuple2<DealKey, DealtRow>> rows) {
    BucketSummary summary = new BucketSummary(bucket);
    while (rows.hasNext()) {
      Tuple2<DealKey, DealtRow> next = rows.next();
      DealtRow row = next._2();
      summary.rows[next._1().split]++;
      summary.anySparse |= row.indices != null;
      summary.numbers += row.values.length;
      summary.minColumns = Math.min(summary.minColumns, row.columns);
      summary.maxColumns = Math.max(summary.maxColumns, row.columns);
      summary.minTargets = Math.min(summary.minTargets, row.targets.length);
      summary.maxTargets = Math.max(summary.maxTargets, row.targets.length);
    }
    return summary;
  }

  void add(BucketSummary other) {
    for (int split = 0; split < rows.length; split++) {
      rows[split] += other.rows[split];
    }
    anySparse |= other.anySparse;
    numbers += other.numbers;
    minColumns = Math.min(minColumns, other.minColumns);
    maxColumns = Math.max(maxColumns, other.maxColumns);
    minTargets = Math.min(minTargets, other.minTargets);
    maxTargets = Math.max(maxTargets, other.maxTargets);
  }

  /** Bytes that the shards of the rows will take, about: at most, if zeros are listed. */
  long bytes() {
    long perRow = (long) Float.BYTES * (maxTargets + (anySparse ? 2 : 1));
    long perNumber = anySparse ? Float.BYTES + Integer.BYTES : Float.BYTES;
    return numbers * perNumber + LongStream.of(rows).sum() * perRow;
  }

  /**
   * @throws IllegalArgumentException without rows, or where rows differ in width
   */
  BucketSummary requireOneShape() {
    if (maxColumns < 0) {
      throw new IllegalArgumentException("the data must hold at least one row. Received: none");
    }
    if (minColumns != maxColumns || minTargets != maxTargets) {
      throw new IllegalArgumentException(
          "all rows must have equally many features and targets. Received: %d to %d features, %d to %d targets"
              .formatted(minColumns, maxColumns, minTargets, maxTargets));
    }
    return this;
  }
}
