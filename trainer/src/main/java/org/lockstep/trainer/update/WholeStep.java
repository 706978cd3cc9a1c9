package org.lockstep.trainer.update;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.Norm;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.TouchedRows;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SafeNorm;
import org.lockstep.trainer.network.MaxNorms;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * {@link GradientStep#take} by a crew, block by block, to the same bits, where an element may need
 * the others: clipping by norm waits for the lengths of all blocks, and a max-norm for all weights.
 * No step allocates.
 */
public final class WholeStep {
  @FunctionalInterface
  private interface Work {
    void of(StretchStep step, int from, int length, Hand hand);
  }

  private final GradientStep gradientStep;
  private final float[] parameters;
  private final Crew crew;
  private final Hand[] hands;
  private final List<StretchStep> slices;
  private final BlockNorms norms;
  private final ParameterLayout.Slice first;
  private final StepLog log;
  private final MaxNorms maxNorms;
  private final Kernel kernel = Kernels.best();

  private final Shares shares;
  private final IntConsumer measure = this::measureBlocks;
  private final IntConsumer prepare = this::prepare;
  private final IntConsumer finish = this::finish;
  private final IntConsumer change = this::change;
  private final IntConsumer shorten = this::shorten;
  private final Work preparing = this::prepare;
  private final Work finishing = this::finish;
  private final Work changing = this::change;

  private float[] gradient;
  private TouchedRows touched;
  private float inverse;

  /**
   * @param parameters changed in place by the steps
   */
  public WholeStep(GradientStep gradientStep, float[] parameters, Crew crew) {
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.crew = crew;
    this.shares = new Shares(crew.members());
    this.first = gradientStep.firstKernel();
    this.slices = gradientStep.stretchSteps();
    this.norms = new BlockNorms(slices, this::wideSquares);
    this.log = gradientStep.newLog(1);
    this.maxNorms = gradientStep.maxNorms();
    this.hands = new Hand[crew.members()];
    Arrays.setAll(hands, member -> new Hand(first.columns(), 1));
  }

  /** The length of merged sums, slice by slice. */
  public double length(Gradient merged) {
    gradient = merged.sums();
    run(measure);
    return Math.sqrt(norms.sum());
  }

  /** As {@link GradientStep#take}. */
  public double take(Gradient merged, long step) {
    double learningRate = gradientStep.rateAt(step);
    if (merged.weight() == 0) {
      return learningRate;
    }
    gradient = merged.sums();
    touched = gradientStep.isLazy() ? merged.touched() : null;
    inverse = (float) (1 / merged.weight());
    log.clear();
    log.append(step, learningRate);
    ClipSpec clip = gradientStep.training().clip();
    if (ClippedStep.isFor(clip)) {
      run(prepare);
      norms.limit(clip);
      run(finish);
    } else {
      run(change);
    }
    if (!maxNorms.isEmpty()) {
      crew.run(shorten);
    }
    return learningRate;
  }

  private void run(IntConsumer work) {
    shares.deal(norms.count());
    crew.run(work);
  }

  private double wideSquares(int firstSlice, int lastSlice) {
    double sum = 0;
    for (int number = firstSlice; number <= lastSlice; number++) {
      ParameterLayout.Slice slice = slices.get(number).slice();
      sum = SafeNorm.addSquares(sum, gradient, slice.offset(), slice.end());
    }
    return sum;
  }

  private void measureBlocks(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      measure(i);
    }
  }

  private void measure(int i) {
    BlockNorms.Block block = norms.block(i);
    norms.put(i, kernel.sumOfSquares(gradient, block.from(), block.end()));
  }

  private void prepare(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      each(norms.block(i), preparing, hands[member]);
      measure(i);
    }
  }

  private void finish(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      BlockNorms.Block block = norms.block(i);
      Norm.scale(gradientStep.updates(), gradient, block.from(), block.end(), norms.factor(block));
      each(block, finishing, hands[member]);
    }
  }

  private void change(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      each(norms.block(i), changing, hands[member]);
    }
  }

  private void shorten(int member) {
    maxNorms.apply(parameters, member, crew.members());
  }

  /** The whole block; with a lazy optimizer, what lies in touched rows of the first kernel. */
  private void each(BlockNorms.Block block, Work work, Hand hand) {
    if (touched == null || block.step().slice().offset() != first.offset()) {
      work.of(block.step(), block.from(), block.length(), hand);
      return;
    }
    int columns = first.columns();
    int row = (block.from() - first.offset()) / columns;
    for (int from = block.from(); from < block.end(); row++) {
      int end = Math.min(block.end(), first.offset() + (row + 1) * columns);
      if (touched.contains(row)) {
        work.of(block.step(), from, end - from, hand);
      }
      from = end;
    }
  }

  /** What comes before the clipping; a statistic has no other step, and then no gradient. */
  private void prepare(StretchStep step, int from, int length, Hand hand) {
    if (step instanceof SliceStep slice) {
      slice.prepare(parameters, from, length, gradient, from, inverse);
    } else {
      change(step, from, length, hand);
      Arrays.fill(gradient, from, from + length, 0f);
    }
  }

  private void finish(StretchStep step, int from, int length, Hand hand) {
    if (step instanceof SliceStep slice) {
      slice.finish(parameters, from, length, gradient, from, 1, log, 0, hand);
    }
  }

  private void change(StretchStep step, int from, int length, Hand hand) {
    step.take(parameters, from, length, gradient, from, inverse, log, 0, hand);
  }
}
