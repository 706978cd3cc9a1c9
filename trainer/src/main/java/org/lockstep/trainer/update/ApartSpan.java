package org.lockstep.trainer.update;

import org.lockstep.trainer.matrix.UpdateSpan;

/**
 * A span with unused bytes behind its fields, where a subclass's lie: two threads' spans may be
 * neighbours on the heap, and are written for every row.
 */
@SuppressWarnings("UnusedVariable")
final class ApartSpan extends UpdateSpan {
  private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  private long q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14, q15;

  ApartSpan(int elements) {
    super(elements);
  }
}
