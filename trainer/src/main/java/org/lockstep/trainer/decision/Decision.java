package org.lockstep.trainer.decision;

import org.lockstep.trainer.matrix.Matrix;

/**
 * Which labels a row of logits means. Decided on the logits and nowhere else: two logits that
 * differ may have one probability once it is rounded to a float, and a decision by probabilities
 * would then contradict one by logits.
 */
public final class Decision {

  private Decision() {}

  /**
   * Whether a sigmoid output is positive: z &gt; c with c = {@link Thresholds#cut}, that is σ(z)
   * &gt; threshold. A tie is negative; so is NaN.
   */
  public static boolean isPositive(float logit, float cut) {
    return logit > cut;
  }

  /** The column of the largest logit of a row, the first of equals. */
  public static int largest(Matrix logits, int row) {
    int best = 0;
    for (int k = 1; k < logits.columns(); k++) {
      best = logits.get(row, k) > logits.get(row, best) ? k : best;
    }
    return best;
  }
}
