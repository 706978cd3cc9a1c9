package org.lockstep.trainer.step;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.question.Asked;
import org.lockstep.trainer.update.DeferredRows;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;
import org.lockstep.trainer.update.StretchStep;

/**
 * Steps of workers that share this process's memory: a crew of threads computes the workers'
 * gradients, then merges, scales, updates and clears them stretch by stretch in one pass. Of a
 * first layer with sparse input only the touched rows pass; the others are deferred ({@link
 * DeferredRows}) or, with a lazy optimizer, left alone. Which thread does what is left to chance
 * and has no influence on the bits. No step allocates.
 */
public final class LocalSteps implements Steps {
  /** Words of 64 rows that a thread takes at a time: a cache line of words. */
  private static final int WORDS = 8;

  /** Parameters that a thread takes at a time outside of rows. */
  private static final int BLOCK = 4096;

  /** Steps between two times that all rows are brought up, at most. */
  private static final int KEPT_STEPS = 4096;

  /** A stretch of one slice. */
  private record Block(StretchStep step, int from, int length) {}

  private final Asked together;
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

  private final WaitingGradients waiting;
  private final boolean lazy;
  private final int words;
  private final double[] bounds;

  /** 1 / weight of the log's steps. */
  private final float[] inverses;

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
  private Wish wish = Wish.NONE;

  /**
   * @param together the same workers, for gradients that are looked at and not updated from
   * @param rowwise whether only touched rows of the first kernel are updated; all features are
   *     sparse then
   */
  public LocalSteps(
      Asked together,
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
    int capacity = rowwise && !lazy ? KEPT_STEPS : 1;
    this.log = gradientStep.newLog(capacity);
    this.inverses = new float[capacity];
    ParameterLayout.Slice first = gradientStep.firstKernel();
    this.rows = rowwise ? gradientStep.deferredRows(parameters, log) : null;
    this.waiting =
        rowwise
            ? new WaitingGradients(
                workers, first.rows(), workers.get(0).kernel(), gradientStep.updates())
            : null;
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
    if (rows != null) {
      waiting.begin(log.size());
    }
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
    inverse = weight == 0 ? 0 : (float) (1 / weight);
    if (weight != 0) {
      inverses[log.size()] = inverse;
      if (rows != null) {
        waiting.place(log.size());
      }
      log.append(step, learningRate);
    }
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

  /** After somebody else has written the parameters or the optimizer's state, all of it current. */
  public void lookAgain() {
    if (rows != null && !lazy) {
      rows.lookAgain();
    }
  }

  @Override
  public void propose(Wish wish) {
    this.wish = wish;
  }

  @Override
  public Wish agreed() {
    return wish;
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    return gradientStep.optimizer().state();
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
      if (rows != null) {
        workers.get(worker).compute(parameters, gradients[worker], waiting.ofWorker(worker));
      } else {
        workers.get(worker).compute(parameters, gradients[worker]);
      }
      bounds[worker] = workers.get(worker).gradientBound(gradients[worker]);
    }
  }

  private void bringTouchedUp(int member) {
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        long expiring = waiting.expiring(word, log.size(), rows);
        bringUp(word, merge.touched(word) | expiring, hands[member]);
      }
    }
  }

  /** Brings up some of the rows 64·word … 64·word + 63, a bit each. */
  private void bringUp(int word, long which, Hand hand) {
    long late = waiting.waiting(word);
    for (long bits = which; bits != 0; bits &= bits - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(bits);
      if ((late & 1L << row) == 0) {
        rows.bringUp(row, hand);
      } else {
        takeWaiting(row, hand);
      }
    }
    if ((late & which) != 0) {
      waiting.forget(word, which);
    }
  }

  /** Makes the steps that a row has missed, the first with the gradient that waits for it. */
  private void takeWaiting(int row, Hand hand) {
    int position = rows.made(row);
    float[] gradient = waiting.take(row, position, hand);
    rows.update(row, gradient, 0, inverses[position], hand);
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

  /**
   * A row's gradient waits until the row is needed again: then one pass over its weights and state
   * makes this step and those that the row misses until then. Of a lazy row, and of a step without
   * weight, nothing waits.
   */
  private void changeRows(int word, Hand hand) {
    long bits = merge.touched(word);
    if (bits == 0) {
      return;
    }
    merge.forget(word);
    if (inverse == 0) {
      return;
    }
    if (!lazy) {
      waiting.keep(word, bits);
      return;
    }
    for (long left = bits; left != 0; left &= left - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(left);
      takeWaiting(row, hand);
      rows.settle(row, row + 1, hand);
    }
  }

  private void changeBlock(Block block, Hand hand) {
    int from = block.from();
    int length = block.length();
    merge.merge(from, length);
    if (inverse != 0) {
      float[] sums = gradients[0].sums();
      int sumsFrom = from - gradients[0].start();
      int position = log.size() - 1;
      block.step().take(parameters, from, length, sums, sumsFrom, inverse, log, position, hand);
    }
    merge.clear(from, length);
  }

  private void settle(int member) {
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        bringUp(word, waiting.waiting(word), hands[member]);
        int first = 64 * word;
        rows.settle(first, Math.min(rows.rows(), first + 64), hands[member]);
      }
    }
  }
}
