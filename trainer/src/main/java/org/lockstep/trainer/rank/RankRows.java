package org.lockstep.trainer.rank;

import java.util.Arrays;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.Additions;
import org.lockstep.trainer.update.Hand;

/**
 * Merges the gradients of the rows of the first kernel that a step touches: this rank's parts,
 * which are computed from the workers' examples, one behind the other; then those of all ranks'
 * nodes ({@link RowSlots}). Where some worker did not touch a row, its part is +0; since x + 0 = x
 * but for −0, that is added once and not in every node.
 */
final class RankRows {
  private static final int NOBODY = -1;

  private final Gradient[] own;
  private final ExampleColumns[] examples;
  private final Kernel kernel;
  private final Updates updates;
  private final Additions within;
  private final Additions across;
  private final int[] nodes;
  private final int columns;
  private final RowSlots slots;

  /** What one thread needs. */
  final class Scratch {
    private final int[] holders = new int[Math.max(own.length, slots.size())];
    private final float[][] rows = new float[slots.size()][];

    private Scratch() {
      Arrays.setAll(rows, slot -> new float[columns]);
    }
  }

  /**
   * @param side whose gradients have touched rows
   * @param examples what the rows' gradients come from, one for each of these workers
   * @param owned whether rows have owners
   */
  RankRows(RankSide side, ExampleColumns[] examples, int rows, int columns, boolean owned) {
    this.own = side.own();
    this.examples = examples;
    this.kernel = side.kernel();
    this.updates = kernel.updates();
    this.within = side.within();
    this.across = side.tree().across();
    this.nodes = side.nodes();
    this.columns = columns;
    this.slots = new RowSlots(side, rows, columns, owned);
  }

  Scratch newScratch() {
    return new Scratch();
  }

  /** Which rows the nodes have, and where. */
  RowSlots slots() {
    return slots;
  }

  /** The end of a node's workers, which are neighbours among this rank's. */
  private int end(int node) {
    return node + 1 < nodes.length ? nodes[node + 1] : own.length;
  }

  /** Rows 64·word … 64·word + 63 that any of this rank's workers has touched, a bit each. */
  long ownTouched(int word) {
    long bits = 0;
    for (Gradient gradient : own) {
      bits |= gradient.touched().words()[word];
    }
    return bits;
  }

  /**
   * Computes and merges this rank's parts of the rows of a word, and puts them into what is sent.
   */
  void mergeOwn(int word, Hand hand, Scratch scratch) {
    for (long bits = ownTouched(word); bits != 0; bits &= bits - 1) {
      int bit = Long.numberOfTrailingZeros(bits);
      addOwn(word, bit, hand, scratch.holders);
      for (int node = 0; node < nodes.length; node++) {
        int holder = holder(node, word, bit);
        if (holder == NOBODY) {
          continue;
        }
        if (!allTouched(node, word, bit)) {
          updates.add(hand.part(holder), 0, hand.zeros(), Hand.ZEROS_FROM, columns);
        }
        slots.put(node, word, bit, hand.part(holder));
      }
    }
  }

  private void addOwn(int word, int bit, Hand hand, int[] holders) {
    for (int worker = 0; worker < own.length; worker++) {
      boolean here = has(own[worker].touched().words(), word, bit);
      holders[worker] = here ? worker : NOBODY;
      if (here) {
        Arrays.fill(hand.part(worker), 0, columns, -0f);
        examples[worker].addGradient(64 * word + bit, kernel, hand.part(worker));
      }
    }
    for (int i = 0; i < within.size(); i++) {
      int left = holders[within.left(i)];
      int right = holders[within.right(i)];
      if (left != NOBODY && right != NOBODY) {
        updates.add(hand.part(left), 0, hand.part(right), 0, columns);
      } else {
        holders[within.left(i)] = Math.max(left, right);
      }
    }
  }

  private static boolean has(long[] rows, int word, int bit) {
    return (rows[word] & 1L << bit) != 0;
  }

  /** In whose array a node's part is: the first of its workers that has one. */
  private int holder(int node, int word, int bit) {
    for (int worker = nodes[node]; worker < end(node); worker++) {
      if (has(own[worker].touched().words(), word, bit)) {
        return worker;
      }
    }
    return NOBODY;
  }

  private boolean allTouched(int node, int word, int bit) {
    for (int worker = nodes[node]; worker < end(node); worker++) {
      if (!has(own[worker].touched().words(), word, bit)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Merges all ranks' parts of a row that one of them has touched.
   *
   * @param sums the row's, from {@code sumsFrom} on, are overwritten
   */
  void merge(int word, int bit, float[] sums, int sumsFrom, Hand hand, Scratch scratch) {
    int[] holders = scratch.holders;
    boolean all = true;
    for (int slot = 0; slot < slots.size(); slot++) {
      boolean here = slots.has(slot, word, bit);
      holders[slot] = here ? slot : NOBODY;
      all &= here;
      if (here) {
        // What was sent is read back, too: it lies closer together than the workers' arrays.
        slots.get(slot, word, bit, scratch.rows[slot]);
      }
    }
    for (int i = 0; i < across.size(); i++) {
      int left = holders[across.left(i)];
      int right = holders[across.right(i)];
      if (left != NOBODY && right != NOBODY) {
        updates.add(scratch.rows[left], 0, scratch.rows[right], 0, columns);
      } else {
        holders[across.left(i)] = Math.max(left, right);
      }
    }
    float[] root = scratch.rows[holders[0]];
    if (!all) {
      updates.add(root, 0, hand.zeros(), Hand.ZEROS_FROM, columns);
    }
    System.arraycopy(root, 0, sums, sumsFrom, columns);
  }

  /** The rows of a word are touched no more. */
  void clearOwn(int word) {
    for (Gradient gradient : own) {
      gradient.touched().words()[word] = 0;
    }
  }
}
