package org.lockstep.trainer.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.Norm;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.SafeNorm;

/**
 * The lengths of a step's gradient from those of its blocks, which anybody measures in any order:
 * each slice's blocks begin where the slice does and are as long as those of {@link
 * Kernel#sumOfSquares}, so that the sums are the same bits.
 */
final class BlockNorms {
  private static final int BLOCK = Kernel.BLOCK;

  /** A stretch of the slice that is the {@code number}-th to be updated. */
  record Block(StretchStep step, int number, int from, int length) {
    int end() {
      return from + length;
    }
  }

  /** Σg² of all slices from one to another, one chain in double: where squares are no floats. */
  @FunctionalInterface
  interface WideSquares {
    double of(int firstSlice, int lastSlice);
  }

  private final List<Block> blocks = new ArrayList<>();
  private final WideSquares wide;

  /** Σg² of each block. */
  private final double[] squares;

  /** What the gradient of each slice is multiplied by. */
  private final double[] factors;

  BlockNorms(List<StretchStep> slices, WideSquares wide) {
    this.wide = wide;
    for (int number = 0; number < slices.size(); number++) {
      cut(slices.get(number), number);
    }
    squares = new double[blocks.size()];
    factors = new double[slices.size()];
  }

  private void cut(StretchStep step, int number) {
    int end = step.slice().end();
    for (int from = step.slice().offset(); from < end; from += BLOCK) {
      blocks.add(new Block(step, number, from, Math.min(BLOCK, end - from)));
    }
  }

  int count() {
    return squares.length;
  }

  Block block(int i) {
    return blocks.get(i);
  }

  void put(int block, double sumOfSquares) {
    squares[block] = sumOfSquares;
  }

  /** Of the block's slice, as {@link #limit} has found it. */
  double factor(Block block) {
    return factors[block.number()];
  }

  double factor(int slice) {
    return factors[slice];
  }

  /** Σg² of all slices. */
  double sum() {
    double all = 0;
    for (int i = 0; i < squares.length; i = next(i)) {
      all += sumFrom(i);
    }
    return all;
  }

  /** Finds what each slice is multiplied by. */
  void limit(ClipSpec clip) {
    if (clip instanceof ClipByGlobalNorm global) {
      double norm = norm(sum(), 0, factors.length - 1);
      Arrays.fill(factors, Norm.factor(norm, global.limit()));
      return;
    }
    double limit = ((ClipByNorm) clip).limit();
    for (int i = 0; i < squares.length; i = next(i)) {
      int slice = blocks.get(i).number();
      factors[slice] = Norm.factor(norm(sumFrom(i), slice, slice), limit);
    }
  }

  private double norm(double sum, int firstSlice, int lastSlice) {
    return Math.sqrt(SafeNorm.isLost(sum) ? wide.of(firstSlice, lastSlice) : sum);
  }

  /** The first block of the slice after that of block i. */
  private int next(int i) {
    int slice = blocks.get(i).number();
    int next = i + 1;
    while (next < squares.length && blocks.get(next).number() == slice) {
      next++;
    }
    return next;
  }

  /** Σg² of the slice that begins with block i. */
  private double sumFrom(int i) {
    double sum = 0;
    int end = next(i);
    for (int block = i; block < end; block++) {
      sum += squares[block];
    }
    return sum;
  }
}
