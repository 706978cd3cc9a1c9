package org.lockstep.trainer.merge;

import java.util.Arrays;

/** Additions of a tree's nodes, in an order in which they can be made: each right to its left. */
public final class Additions {
  private int[] left = new int[4];
  private int[] right = new int[4];
  private int size;

  void append(int left, int right) {
    if (size == this.left.length) {
      this.left = Arrays.copyOf(this.left, 2 * size);
      this.right = Arrays.copyOf(this.right, 2 * size);
    }
    this.left[size] = left;
    this.right[size++] = right;
  }

  public int size() {
    return size;
  }

  /** Where the left operand of addition i is, and its sum from then on. */
  public int left(int i) {
    return left[i];
  }

  /** Where the right operand of addition i is. */
  public int right(int i) {
    return right[i];
  }
}
