package org.lockstep.trainer.step;

import java.util.Arrays;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.MergeTree;

/**
 * Merges stretches of all workers' gradients into the first worker's, in the tree of {@link
 * MergeTree}: node (k, i) lies in the array of worker i·2ᵏ.
 */
public final class GradientMerge {
  private final Gradient[] gradients;
  private final Updates updates;

  /**
   * @param gradients one a worker; their arrays are changed
   */
  public GradientMerge(Gradient[] gradients, Updates updates) {
    this.gradients = gradients;
    this.updates = updates;
  }

  /** Merges the workers' totals, which the first worker's then are. */
  public void mergeTotals() {
    for (int half = 1; half < gradients.length; half *= 2) {
      for (int left = 0; left + half < gradients.length; left += 2 * half) {
        gradients[left].totals().add(gradients[left + half].totals());
      }
    }
  }

  /** Merges a stretch of the parameters that every worker has a part of. */
  public void merge(int parameter, int length) {
    int from = parameter - gradients[0].start();
    for (int half = 1; half < gradients.length; half *= 2) {
      for (int left = 0; left + half < gradients.length; left += 2 * half) {
        updates.add(sums(left), from, sums(left + half), from, length);
      }
    }
  }

  /** Clears a stretch of all workers. */
  public void clear(int parameter, int length) {
    int from = parameter - gradients[0].start();
    for (Gradient gradient : gradients) {
      Arrays.fill(gradient.sums(), from, from + length, 0f);
    }
  }

  /** Rows 64·word … 64·word + 63 that any worker has touched, a bit each. */
  long touched(int word) {
    long bits = 0;
    for (Gradient gradient : gradients) {
      bits |= gradient.touched().words()[word];
    }
    return bits;
  }

  /** Forgets which of those rows are touched. */
  void forget(int word) {
    for (Gradient gradient : gradients) {
      gradient.touched().words()[word] = 0;
    }
  }

  float[] sums(int worker) {
    return gradients[worker].sums();
  }
}
