package org.lockstep.trainer.training;

import java.util.Arrays;
import org.lockstep.trainer.matrix.Updates;

/**
 * Merges stretches of all workers' gradients into the first worker's, in the tree of {@link
 * MergeTree}: node (k, i) lies in the array of worker i·2ᵏ.
 */
final class GradientMerge {
  private static final int NOBODY = -1;

  private final Gradient[] gradients;
  private final TouchedRows[] waiting;
  private final Updates updates;

  /**
   * @param gradients one a worker; their arrays are changed
   * @param waiting one a worker: the rows whose part is complete and has not been merged
   */
  GradientMerge(Gradient[] gradients, TouchedRows[] waiting, Updates updates) {
    this.gradients = gradients;
    this.waiting = waiting;
    this.updates = updates;
  }

  /** Merges the workers' totals, which the first worker's then are. */
  void mergeTotals() {
    for (int half = 1; half < gradients.length; half *= 2) {
      for (int left = 0; left + half < gradients.length; left += 2 * half) {
        gradients[left].totals().add(gradients[left + half].totals());
      }
    }
  }

  /** Merges a stretch that every worker has a part of. */
  void merge(int from, int length) {
    for (int half = 1; half < gradients.length; half *= 2) {
      for (int left = 0; left + half < gradients.length; left += 2 * half) {
        updates.add(sums(left), from, sums(left + half), from, length);
      }
    }
  }

  /**
   * Merges a row that some workers have touched; the others' parts are zeros, +0. These are added,
   * too, since −0 + 0 is +0, but neither read nor written.
   *
   * @return the worker in whose array the merged row is
   */
  int mergeRow(int row, int from, int length, Hand hand) {
    int workers = gradients.length;
    for (int half = 1; half < workers; half *= 2) {
      for (int left = 0; left + half < workers; left += 2 * half) {
        int leftHolder = firstHolder(row, left, left + half);
        int rightHolder = firstHolder(row, left + half, Math.min(workers, left + 2 * half));
        mergeNodes(leftHolder, rightHolder, from, length, hand);
      }
    }
    return firstHolder(row, 0, workers);
  }

  /** The worker in whose array the merged part of the workers [from, to) is: the first with one. */
  private int firstHolder(int row, int from, int to) {
    for (int worker = from; worker < to; worker++) {
      if (waiting[worker].contains(row)) {
        return worker;
      }
    }
    return NOBODY;
  }

  private void mergeNodes(int left, int right, int from, int length, Hand hand) {
    if (left != NOBODY && right != NOBODY) {
      updates.add(sums(left), from, sums(right), from, length);
    } else if (left != NOBODY || right != NOBODY) {
      int holder = Math.max(left, right);
      updates.add(sums(holder), from, hand.zeros(), Hand.ZEROS_FROM, length);
    }
  }

  /** Clears all workers' parts of a row. */
  void clearRow(int row, int from, int length) {
    for (int worker = 0; worker < gradients.length; worker++) {
      if (waiting[worker].contains(row)) {
        Arrays.fill(sums(worker), from, from + length, 0f);
      }
    }
  }

  /** Clears a stretch of all workers. */
  void clear(int from, int length) {
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

  /** Lets the parts of those rows wait, and forgets which are touched. */
  void keep(int word) {
    for (int worker = 0; worker < gradients.length; worker++) {
      long[] touched = gradients[worker].touched().words();
      waiting[worker].words()[word] |= touched[word];
      touched[word] = 0;
    }
  }

  /**
   * Forgets that parts of those rows wait; once a word, since other threads have its neighbours.
   */
  void forget(int word, long bits) {
    for (TouchedRows rows : waiting) {
      rows.words()[word] &= ~bits;
    }
  }

  /** Rows 64·word … 64·word + 63 of which any worker's part waits, a bit each. */
  long waiting(int word) {
    long bits = 0;
    for (TouchedRows rows : waiting) {
      bits |= rows.words()[word];
    }
    return bits;
  }

  float[] sums(int worker) {
    return gradients[worker].sums();
  }
}
