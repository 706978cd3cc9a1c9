package org.lockstep.trainer.update;

import java.util.List;
import java.util.function.IntToLongFunction;
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
 * the bit; the rows that miss a step make up for it as ever.
 */
public final class ClippedStep {
  private final GradientStep gradientStep;
  private final float[] parameters;
  private final IntToLongFunction touched;
  private final float[] sums;
  private final int start;
  private final List<StretchStep> slices;
  private final SliceStep first;
  private final int firstNumber;
  private final BlockNorms norms;

  /** The mean gradient of the first kernel: of touched rows, and zeros. */
  private final float[] ofRows;

  private final Kernel kernel = Kernels.best();
  private float inverse;

  /**
   * @param parameters changed in place
   * @param touched which of the rows 64·word … 64·word + 63 have a gradient in the step, a bit each
   * @param sums of the step's merged gradient, which begin with parameter {@code start}, behind the
   *     first kernel
   */
  public ClippedStep(
      GradientStep gradientStep,
      float[] parameters,
      IntToLongFunction touched,
      float[] sums,
      int start) {
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.touched = touched;
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
    this.ofRows = new float[first.slice().size()];
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

  /** 1 / weight of the step. */
  public float inverse() {
    return inverse;
  }

  /**
   * Where the mean gradients of the first kernel's touched rows are put before blocks are measured,
   * row after row, and cleared when the rows are updated.
   */
  public float[] ofRows() {
    return ofRows;
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
  public void measure(int block) {
    BlockNorms.Block stretch = norms.block(block);
    if (isOfRows(block)) {
      norms.put(block, squaresOfRows(stretch));
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
  public double limit() {
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

  private double squaresOfRows(BlockNorms.Block block) {
    int from = block.from() - first.slice().offset();
    int end = from + block.length();
    int columns = first.slice().columns();
    boolean none = true;
    for (int word = from / columns >> 6; none && word <= (end - 1) / columns >> 6; word++) {
      none = touched.applyAsLong(word) == 0;
    }
    return none || first.isFrozen() ? 0 : kernel.sumOfSquares(ofRows, from, end);
  }

  private double wideSquares(int firstSlice, int lastSlice) {
    double sum = 0;
    for (int number = firstSlice; number <= lastSlice; number++) {
      ParameterLayout.Slice slice = slices.get(number).slice();
      if (number != firstNumber && slices.get(number) instanceof SliceStep) {
        sum = SafeNorm.addSquares(sum, sums, slice.offset() - start, slice.end() - start);
      } else if (number == firstNumber && !first.isFrozen()) {
        sum = SafeNorm.addSquares(sum, ofRows, 0, ofRows.length);
      }
    }
    return sum;
  }
}
