package org.lockstep.driver.loop;

import org.apache.spark.util.AccumulatorV2;

/** The longest of several times, in nanoseconds; 0 of none. */
final class LongestNanos extends AccumulatorV2<Long, Long> {
  private static final long serialVersionUID = 1L;

  private long longest;

  @Override
  public boolean isZero() {
    return longest == 0;
  }

  @Override
  public LongestNanos copy() {
    LongestNanos copy = new LongestNanos();
    copy.longest = longest;
    return copy;
  }

  @Override
  public void reset() {
    longest = 0;
  }

  @Override
  public void add(Long nanos) {
    longest = Math.max(longest, nanos);
  }

  @Override
  public void merge(AccumulatorV2<Long, Long> other) {
    longest = Math.max(longest, other.value());
  }

  @Override
  public Long value() {
    return longest;
  }
}
