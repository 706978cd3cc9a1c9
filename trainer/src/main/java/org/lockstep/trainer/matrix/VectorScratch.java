package org.lockstep.trainer.matrix;

/**
 * What a thread's element-wise functions keep from one pass over a block to the next, in the
 * first-level cache. Made at the thread's first call, so that a step allocates nothing.
 */
final class VectorScratch {
  /** Elements of a block, whole vectors at any width. */
  static final int BLOCK = 512;

  private static final ThreadLocal<VectorScratch> OF_THREAD =
      ThreadLocal.withInitial(VectorScratch::new);

  /** Exponents, then their powers of e. */
  final float[] e = new float[BLOCK];

  /** What else a function needs of every element. */
  final float[] p = new float[BLOCK];

  private VectorScratch() {}

  static VectorScratch ofThread() {
    return OF_THREAD.get();
  }
}
