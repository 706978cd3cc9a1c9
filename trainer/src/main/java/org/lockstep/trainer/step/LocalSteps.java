package org.lockstep.trainer.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.question.Asked;
import org.lockstep.trainer.update.ClippedStep;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;
import org.lockstep.trainer.update.StretchStep;

/**
 * Steps of workers that share this process's memory: a crew of threads computes the workers'
 * gradients, then merges, scales, updates and clears them stretch by stretch in one pass. Of a
 * first layer with sparse input only the touched rows pass; the others are deferred ({@link
 * LocalRows}) or, with a lazy optimizer, left alone. Which thread does what is partly left to
 * chance and has no influence on the bits. No step allocates.
 */
public final class LocalSteps implements Steps {
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
  private final LocalRows rows;

  /** Null where no step is clipped by norm. */
  private final ClippedStep clipped;

  private final boolean lazy;
  private final double[] bounds;

  private final Shares shares;

  private final IntConsumer touch = this::touch;
  private final IntConsumer current = this::current;
  private final IntConsumer compute = this::compute;
  private final IntConsumer measure = this::measure;
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
    this.shares = new Shares(crew.members());
    int capacity = rowwise && !lazy ? KEPT_STEPS : 1;
    this.log = gradientStep.newLog(capacity);
    ParameterLayout.Slice first = gradientStep.firstKernel();
    this.hands = new Hand[crew.members()];
    for (int member = 0; member < hands.length; member++) {
      hands[member] = new Hand(first.columns(), gradients.length);
    }
    this.rows =
        rowwise
            ? new LocalRows(workers, gradientStep, parameters, merge, log, capacity, hands)
            : null;
    this.clipped =
        ClippedStep.isFor(gradientStep.training().clip())
            ? new ClippedStep(
                gradientStep,
                parameters,
                rows,
                gradients[0].sums(),
                gradients[0].start(),
                crew.members())
            : null;
    this.bounds = new double[gradients.length];
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
      rows.begin();
    }
    if (rows != null && !lazy) {
      rows.shareOut();
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
      if (rows != null) {
        rows.place(inverse);
      }
      log.append(step, learningRate);
      clip();
    }
    shareOut();
    crew.run(change);
    return learningRate;
  }

  private void shareOut() {
    shares.deal(clipped != null && inverse != 0 ? clipped.blocks() : blocks.size());
    if (rows != null) {
      rows.shareOut();
    }
  }

  private void clip() {
    if (clipped != null) {
      clipped.begin(inverse);
      shares.deal(clipped.blocks());
      crew.run(measure);
      rows.limit(clipped.limit(hands[0]));
    }
  }

  @Override
  public void bringUp() {
    if (rows != null && !lazy) {
      rows.shareOut();
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
        workers.get(worker).compute(parameters, gradients[worker], rows.ofWorker(worker));
      } else {
        workers.get(worker).compute(parameters, gradients[worker]);
      }
      bounds[worker] = workers.get(worker).gradientBound(gradients[worker]);
    }
  }

  private void current(int member) {
    rows.bringTouchedUp(member);
  }

  private void settle(int member) {
    rows.settle(member);
  }

  private void measure(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      if (!clipped.isOfRows(i)) {
        merge.merge(clipped.from(i), clipped.length(i));
      }
      clipped.measure(i, member, hands[member]);
    }
  }

  private void change(int member) {
    Hand hand = hands[member];
    if (rows != null) {
      rows.change(inverse != 0, member);
    }
    if (clipped != null && inverse != 0) {
      finishBlocks(member, hand);
      return;
    }
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      changeBlock(blocks.get(i), hand);
    }
  }

  private void finishBlocks(int member, Hand hand) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      if (!clipped.isOfRows(i)) {
        clipped.finish(i, log, log.size() - 1, hand);
        merge.clear(clipped.from(i), clipped.length(i));
      }
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
}
