package org.lockstep.trainer.step;

import java.util.Arrays;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.update.Hand;

/**
 * Gradients of the first kernel's rows in a step: the workers' parts are computed from their
 * examples and merged in the tree of {@link MergeTree}. The parts of workers that do not name a row
 * are zeros, +0; these are added, too, since −0 + 0 is +0.
 *
 * <p>Most rows have parts of one or two workers. These are added one to the other, in either order;
 * and however many parts of zeros the tree adds, +0 once is the same.
 */
final class RowMerge {
  private static final int NOBODY = -1;

  private final Kernel kernel;
  private final Updates updates;

  RowMerge(Kernel kernel, Updates updates) {
    this.kernel = kernel;
    this.updates = updates;
  }

  /**
   * Puts the merged gradients of some of the rows 64·word … 64·word + 63, a bit each, into {@link
   * Hand#gradients}.
   *
   * @param parts one of each worker
   * @param placed rows that have a place there, as in {@link ExampleColumns#addGradients}
   */
  void gradients(ExampleColumns[] parts, int word, long which, long placed, Hand hand) {
    long once = 0;
    long twice = 0;
    long often = 0;
    for (ExampleColumns part : parts) {
      long named = part.word(word);
      often |= twice & named;
      twice |= once & named;
      once |= named;
    }
    long whole = parts.length == 1 ? once : parts.length == 2 ? twice : 0;
    for (long bits = which & ~often; bits != 0; bits &= bits - 1) {
      int to = place(bits, placed, hand);
      float zero = (bits & -bits & whole) == 0 ? +0f : -0f;
      Arrays.fill(hand.gradients(), to, to + hand.columns(), zero);
    }
    for (ExampleColumns part : parts) {
      part.addGradients(word, which & ~often, placed, kernel, hand.gradients());
    }
    for (long bits = which & often; bits != 0; bits &= bits - 1) {
      float[] merged = merged(parts, 64 * word + Long.numberOfTrailingZeros(bits), hand);
      int to = place(bits, placed, hand);
      System.arraycopy(merged, 0, hand.gradients(), to, hand.columns());
    }
  }

  /** Where the gradient of the row of the lowest bit begins. */
  private static int place(long bits, long placed, Hand hand) {
    return hand.columns() * Long.bitCount(placed & (bits & -bits) - 1);
  }

  /** One that several workers name, in an array of the hand from 0 on. */
  private float[] merged(ExampleColumns[] parts, int row, Hand hand) {
    int first = firstHolder(parts, row, 0, parts.length);
    for (int worker = first; worker < parts.length; worker++) {
      if (parts[worker].contains(row)) {
        Arrays.fill(hand.part(worker), 0, hand.columns(), -0f);
        parts[worker].addGradient(row, kernel, hand.part(worker));
      }
    }
    for (int half = 1; half < parts.length; half *= 2) {
      for (int left = 0; left + half < parts.length; left += 2 * half) {
        int leftHolder = firstHolder(parts, row, left, left + half);
        int rightHolder =
            firstHolder(parts, row, left + half, Math.min(parts.length, left + 2 * half));
        mergeNodes(leftHolder, rightHolder, hand);
      }
    }
    return hand.part(first);
  }

  /** The worker in whose part the merged part of the workers [from, to) is: the first with one. */
  private static int firstHolder(ExampleColumns[] parts, int row, int from, int to) {
    for (int worker = from; worker < to; worker++) {
      if (parts[worker].contains(row)) {
        return worker;
      }
    }
    return NOBODY;
  }

  private void mergeNodes(int left, int right, Hand hand) {
    if (left != NOBODY && right != NOBODY) {
      updates.add(hand.part(left), 0, hand.part(right), 0, hand.columns());
    } else if (left != NOBODY || right != NOBODY) {
      float[] part = hand.part(Math.max(left, right));
      updates.add(part, 0, hand.zeros(), Hand.ZEROS_FROM, hand.columns());
    }
  }
}
