package org.lockstep.trainer.update;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.Norm;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SafeNorm;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * A step that is clipped by norm while the first kernel's untouched rows wait. Their gradient is
 * zero, since no penalty of theirs is part of it, so the norms are those of the dense update, to
 * the bit; the rows that miss a step make up for it as ever. There is no array as long as the first
 * kernel: a touched row's gradient is computed to be measured, and once more when it is needed,
 * which costs less than to pass over its weights and state twice.
 */
public final class ClippedStep {

  /** The first kernel's rows in the step that is made. */
  public interface Rows {
    /** Which of the rows 64·word … 64·word + 63 have a gradient, a bit each. */
    long touched(int word);

    /**
     * Puts the merged sums of some of them, as many as {@link Hand#together} allows, one behind the
     * other into {@link Hand#gradients}.
     */
    void gradients(int word, long which, Hand hand);
  }

  private final GradientStep gradientStep;
  private final float[] parameters;
  private final Rows rows;
  private final float[] sums;
  private final int start;
  private final List<StretchStep> slices;
  private final SliceStep first;
  private final int firstNumber;
  private final BlockNorms norms;

  /** A block of the first kernel's gradient for each who measures. */
  private final float[][] scratch;

  private final Kernel kernel = Kernels.best();
  private float inverse;
  private Hand hand;

  /**
   * @param parameters changed in place
   * @param sums of the step's merged gradient, which begin with parameter {@code start}, behind the
   *     first kernel
   * @param members who measure at the same time
   */
  public ClippedStep(
      GradientStep gradientStep,
      float[] parameters,
      Rows rows,
      float[] sums,
      int start,
      int members) {
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.rows = rows;
    this.sums = sums;
    this.start = start;
    this.slices = gradientStep.stretchSteps();
    int number = 0;
    while (slices.get(number).slice().offset() != gradientStep.firstKernel().offset()) {
      number++;
    }
    this.firstNumber = number;
    this.first = (SliceStep) slices.get(number);
    this.norms = new BlockNorms(slices, this::wideSquares);
    this.scratch = new float[members][Kernel.BLOCK];
  }

  /** Whether a step that is clipped like that needs one. */
  public static boolean isFor(ClipSpec clip) {
    return clip instanceof ClipByNorm || clip instanceof ClipByGlobalNorm;
  }

  /**
   * Begins a step.
   *
   * @param inverse 1 / weight
   */
  public void begin(float inverse) {
    this.inverse = inverse;
  }

  /** Blocks, which may be measured and finished in any order. */
  public int blocks() {
    return norms.count();
  }

  /** Whether the block is of the first kernel, which has no merged sums and is not finished. */
  public boolean isOfRows(int block) {
    return norms.block(block).number() == firstNumber;
  }

  public int from(int block) {
    return norms.block(block).from();
  }

  public int length(int block) {
    return norms.block(block).length();
  }

  /** Measures a block; sums that have been merged become its gradient before clipping. */
  public void measure(int block, int member, Hand hand) {
    BlockNorms.Block stretch = norms.block(block);
    if (isOfRows(block)) {
      norms.put(block, squaresOfRows(stretch, scratch[member], hand));
    } else if (stretch.step() instanceof SliceStep slice) {
      int at = stretch.from() - start;
      slice.prepare(parameters, stretch.from(), stretch.length(), sums, at, inverse);
      norms.put(block, kernel.sumOfSquares(sums, at, at + stretch.length()));
    }
  }

  /**
   * When all blocks are measured.
   *
   * @return what the gradients of the first kernel's rows are multiplied by
   */
  public double limit(Hand hand) {
    this.hand = hand;
    norms.limit(gradientStep.training().clip());
    return norms.factor(firstNumber);
  }

  /** Makes the step of a block that is not of the first kernel's rows. */
  public void finish(int block, StepLog log, int position, Hand hand) {
    BlockNorms.Block stretch = norms.block(block);
    int from = stretch.from();
    int length = stretch.length();
    int at = from - start;
    if (stretch.step() instanceof SliceStep slice) {
      Norm.scale(gradientStep.updates(), sums, at, at + length, norms.factor(stretch));
      slice.finish(parameters, from, length, sums, at, 1, log, position, hand);
    } else {
      stretch.step().take(parameters, from, length, sums, at, inverse, log, position, hand);
    }
  }

  /** Of the rows, or parts of rows, that are touched. */
  private double squaresOfRows(BlockNorms.Block block, float[] numbers, Hand hand) {
    if (first.isFrozen()) {
      return 0;
    }
    int columns = first.slice().columns();
    int begin = block.from() - first.slice().offset();
    int end = begin + block.length();
    int firstRow = begin / columns;
    int lastRow = (end - 1) / columns;
    boolean any = false;
    for (int word = firstRow >> 6; word <= lastRow >> 6; word++) {
      long named = rows.touched(word) & from(firstRow, word) & ~from(lastRow + 1, word);
      for (int i = 0; i < hand.times(); i++) {
        long which = named & hand.together(i);
        if (which != 0 && !any) {
          Arrays.fill(numbers, 0f);
          any = true;
        }
        means(word, which, hand);
        int at = 0;
        for (long bits = which; bits != 0; bits &= bits - 1) {
          int start = (64 * word + Long.numberOfTrailingZeros(bits)) * columns;
          int low = Math.max(begin, start);
          int length = Math.min(end, start + columns) - low;
          System.arraycopy(hand.gradients(), at + low - start, numbers, low - begin, length);
          at += columns;
        }
      }
    }
    return any ? kernel.sumOfSquares(numbers, 0, block.length()) : 0;
  }

  /** Those of the rows 64·word … 64·word + 63 that do not come before a row, a bit each. */
  private static long from(int row, int word) {
    return row <= 64 * word ? -1L : row >= 64 * word + 64 ? 0 : -1L << row;
  }

  private void means(int word, long which, Hand hand) {
    if (which != 0) {
      rows.gradients(word, which, hand);
      int length = Long.bitCount(which) * first.slice().columns();
      gradientStep.updates().scale(hand.gradients(), 0, length, inverse);
    }
  }

  private double wideSquares(int firstSlice, int lastSlice) {
    double sum = 0;
    for (int number = firstSlice; number <= lastSlice; number++) {
      ParameterLayout.Slice slice = slices.get(number).slice();
      if (number == firstNumber) {
        sum = addWideSquaresOfRows(sum);
      } else if (slices.get(number) instanceof SliceStep) {
        sum = SafeNorm.addSquares(sum, sums, slice.offset() - start, slice.end() - start);
      }
    }
    return sum;
  }

  private double addWideSquaresOfRows(double before) {
    double sum = before;
    for (int word = 0; 64 * word < first.slice().rows() && !first.isFrozen(); word++) {
      for (int i = 0; i < hand.times(); i++) {
        long which = rows.touched(word) & hand.together(i);
        means(word, which, hand);
        int length = Long.bitCount(which) * first.slice().columns();
        sum = SafeNorm.addSquares(sum, hand.gradients(), 0, length);
      }
    }
    return sum;
  }
}
