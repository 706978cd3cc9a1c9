package org.lockstep.datasets.shard;

import java.util.Iterator;
import scala.Tuple2;

/** Turns a bucket's sorted rows into (place, row), counting ranks up from the bucket's offsets. */
final class Ranked implements Iterator<Tuple2<Long, DealtRow>> {
  private final Iterator<Tuple2<DealKey, DealtRow>> rows;
  private final long[] ranks;
  private final int workers;

  /**
   * @param offsets rank of the bucket's first row in each split; copied
   */
  Ranked(Iterator<Tuple2<DealKey, DealtRow>> rows, long[] offsets, int workers) {
    this.rows = rows;
    this.ranks = offsets.clone();
    this.workers = workers;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Tuple2<Long, DealtRow> next() {
    Tuple2<DealKey, DealtRow> next = rows.next();
    int split = next._1().split;
    return new Tuple2<>(Place.ofRank(ranks[split]++, split, workers), next._2());
  }
}
