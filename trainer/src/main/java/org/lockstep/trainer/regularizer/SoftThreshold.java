package org.lockstep.trainer.regularizer;

/**
 * w ← sign(w)·max(|w| − threshold, 0): the proximal operator of threshold·|w|, the L1 half of a
 * step of proximal gradient descent (ISTA; Daubechies, Defrise &amp; De Mol 2004; Parikh &amp; Boyd
 * 2014, section 6.5.2). A weight that the loss does not hold against the threshold becomes exactly
 * zero; a subgradient step would make it jump around zero for ever.
 */
public final class SoftThreshold {
  private SoftThreshold() {}

  /**
   * Changes {@code w[from … to)} in place, element by element, in floats. What becomes zero becomes
   * +0; NaN stays NaN.
   *
   * @param threshold at least 0
   */
  public static void shrink(float[] w, int from, int to, float threshold) {
    for (int i = from; i < to; i++) {
      float weight = w[i];
      w[i] = Math.abs(weight) <= threshold ? 0f : weight - Math.copySign(threshold, weight);
    }
  }
}
