package org.lockstep.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Steps of workers that share this process's memory: a crew of threads computes the workers'
 * gradients, then merges, scales, updates and clears them stretch by stretch in one pass. Of a
 * first layer with sparse input only the touched rows pass; the others are deferred ({@link
 * DeferredRows}) or, with a lazy optimizer, left alone. Which thread does what is left to chance
 * and has no influence on the bits. No step allocates.
 */
final class LocalSteps implements Steps {
  /** Words of 64 rows that a thread takes at a time. */
  private static final int WORDS = 1;

  /** Parameters that a thread takes at a time outside of rows. */
  private static final int BLOCK = 4096;

  /** Steps between two times that all rows are brought up, at most. */
  private static final int KEPT_STEPS = 4096;

  /** A stretch of one slice. */
  private record Block(StretchStep step, int from, int length) {}

  private final Workers together;
  private final List<ShardWorker> workers;
  private final long trainRows;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private final Gradient[] gradients;
  private final GradientMerge merge;
  private final Crew crew;
  private final Hand[] hands;
  private final StepLog log;
  private final List<Block> blocks = new ArrayList<>();

  /** Null where the first kernel has no rows to tell apart. */
  private final DeferredRows rows;

  private final boolean lazy;
  private final int words;
  private final double[] bounds;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger nextBlock = new AtomicInteger();

  private final IntConsumer touch = this::touch;
  private final IntConsumer current = this::bringTouchedUp;
  private final IntConsumer compute = this::compute;
  private final IntConsumer change = this::change;
  private final IntConsumer settle = this::settle;

  private int epoch;
  private int step;
  private float inverse;

  /**
   * @param together the same workers, for gradients that are looked at and not updated from
   * @param rowwise whether only touched rows of the first kernel are updated; all features are
   *     sparse then
   */
  LocalSteps(
      Workers together,
      List<ShardWorker> workers,
      long trainRows,
      GradientStep gradientStep,
      float[] parameters,
      Gradient[] gradients,
      Crew crew,
      boolean rowwise) {
    this.together = together;
    this.workers = workers;
    this.trainRows = trainRows;
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.gradients = gradients;
    this.merge = new GradientMerge(gradients, gradientStep.updates());
    this.crew = crew;
    this.lazy = gradientStep.isLazy();
    this.log = gradientStep.newLog(rowwise && !lazy ? KEPT_STEPS : 1);
    ParameterLayout.Slice first = gradientStep.firstKernel();
    this.rows = rowwise ? gradientStep.deferredRows(parameters, log) : null;
    this.words = rowwise ? gradients[0].touched().words().length : 0;
    this.bounds = new double[gradients.length];
    this.hands = new Hand[crew.members()];
    for (int member = 0; member < hands.length; member++) {
      hands[member] = new Hand(first.columns(), gradients.length);
    }
    for (StretchStep slice : gradientStep.stretchSteps()) {
      if (!rowwise || slice.slice().offset() != first.offset()) {
        cut(slice);
      }
    }
  }

  private void cut(StretchStep slice) {
    int end = slice.slice().offset() + slice.slice().size();
    for (int from = slice.slice().offset(); from < end; from += BLOCK) {
      blocks.add(new Block(slice, from, Math.min(BLOCK, end - from)));
    }
  }

  @Override
  public Totals gradient(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
    crew.run(touch);
    if (rows != null && !lazy) {
      next.set(0);
      crew.run(current);
    }
    crew.run(compute);
    merge.mergeTotals();
    return gradients[0].totals();
  }

  /** ‖Σ gᵥ‖ ≤ Σ ‖gᵥ‖. */
  @Override
  public double length() {
    double sum = 0;
    for (double bound : bounds) {
      sum += bound;
    }
    return sum;
  }

  @Override
  public Gradient merged() {
    bringUp();
    return together.gradient(parameters, epoch, step);
  }

  @Override
  public double update(long step) {
    double learningRate = gradientStep.rateAt(step);
    double weight = gradients[0].weight();
    if (log.isFull()) {
      bringUp();
    }
    if (weight != 0) {
      log.append(step, learningRate);
    }
    inverse = weight == 0 ? 0 : (float) (1 / weight);
    next.set(0);
    nextBlock.set(0);
    crew.run(change);
    return learningRate;
  }

  @Override
  public void bringUp() {
    if (rows != null && !lazy) {
      next.set(0);
      crew.run(settle);
    }
    log.clear();
  }

  /** The workers [from, to) of a member. */
  private int firstWorker(int member) {
    return (int) ((long) workers.size() * member / crew.members());
  }

  private void touch(int member) {
    for (int worker = firstWorker(member); worker < firstWorker(member + 1); worker++) {
      workers.get(worker).select(epoch, step, trainRows);
      if (rows != null) {
        workers.get(worker).touch(gradients[worker].touched());
      }
    }
  }

  private void compute(int member) {
    for (int worker = firstWorker(member); worker < firstWorker(member + 1); worker++) {
      workers.get(worker).compute(parameters, gradients[worker]);
      bounds[worker] = workers.get(worker).gradientBound(gradients[worker]);
    }
  }

  private void bringTouchedUp(int member) {
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        for (long bits = merge.touched(word); bits != 0; bits &= bits - 1) {
          rows.bringUp(64 * word + Long.numberOfTrailingZeros(bits), hands[member]);
        }
      }
    }
  }

  private void change(int member) {
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        changeRows(word, hands[member]);
      }
    }
    for (int i = nextBlock.getAndIncrement(); i < blocks.size(); i = nextBlock.getAndIncrement()) {
      changeBlock(blocks.get(i), hands[member]);
    }
  }

  private void changeRows(int word, Hand hand) {
    int columns = hand.zeros().length;
    long bits = merge.touched(word);
    if (bits == 0) {
      return;
    }
    for (; bits != 0; bits &= bits - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(bits);
      int from = rows.start(row);
      int holder = merge.mergeRow(row, from, columns, hand);
      if (inverse != 0) {
        rows.update(row, merge.sums(holder), inverse, hand);
      }
      merge.clearRow(row, from, columns);
    }
    merge.forget(word);
  }

  private void changeBlock(Block block, Hand hand) {
    int from = block.from();
    int length = block.length();
    merge.merge(from, length);
    if (inverse != 0) {
      float[] sums = gradients[0].sums();
      block.step().take(parameters, from, length, sums, from, inverse, log, log.size() - 1, hand);
    }
    merge.clear(from, length);
  }

  private void settle(int member) {
    for (int word = next.getAndIncrement();
        64 * word < rows.rows();
        word = next.getAndIncrement()) {
      rows.settle(64 * word, Math.min(rows.rows(), 64 * word + 64), hands[member]);
    }
  }
}
