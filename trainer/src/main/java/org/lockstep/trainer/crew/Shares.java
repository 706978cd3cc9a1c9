package org.lockstep.trainer.crew;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Pieces of work that the members of a crew take one by one, each its own share first: every so
 * manieth piece, the same ones whenever as many are dealt, so that what they read and write stays
 * in one processor's cache. Who is done takes what others have left, from their shares' ends.
 * Nothing is allocated.
 */
public final class Shares {
  /** What no piece is. */
  public static final int NONE = -1;

  /** A cache line and its neighbour, which processors fetch together, in longs. */
  private static final int APART = 16;

  private final int members;

  /** Of each member's share the first that is left and the end, in the halves of a long. */
  private final AtomicLongArray left;

  /**
   * @param members of the crew
   */
  public Shares(int members) {
    this.members = members;
    this.left = new AtomicLongArray(members * APART);
  }

  /** Deals pieces 0 … count − 1 out anew, while no member takes any. */
  public void deal(int count) {
    for (int member = 0; member < members; member++) {
      left.set(member * APART, (count - member + members - 1) / members);
    }
  }

  /** A piece for this member, or {@link #NONE} when all are taken. */
  public int next(int member) {
    for (int i = 0; i < members; i++) {
      int owner = (member + i) % members;
      int place = take(owner, i == 0);
      if (place != NONE) {
        return place * members + owner;
      }
    }
    return NONE;
  }

  private int take(int owner, boolean own) {
    while (true) {
      long range = left.get(owner * APART);
      int first = (int) (range >>> Integer.SIZE);
      int end = (int) range;
      if (first >= end) {
        return NONE;
      }
      long taken = own ? range + (1L << Integer.SIZE) : range - 1;
      if (left.compareAndSet(owner * APART, range, taken)) {
        return own ? first : end - 1;
      }
    }
  }
}
