package org.lockstep.trainer.step;

import java.util.List;
import org.lockstep.trainer.clipping.Norm;
import org.lockstep.trainer.crew.SharedWords;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.update.ClippedStep;
import org.lockstep.trainer.update.DeferredRows;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.RowSteps;
import org.lockstep.trainer.update.StepLog;

/**
 * The rows of a first layer with sparse input, in {@link LocalSteps}: which of them a step touches,
 * whose gradients wait, which steps each has still to make. Threads work on different words of 64
 * rows at once.
 */
final class LocalRows implements ClippedStep.Rows, RowSteps {
  private final GradientMerge merge;
  private final DeferredRows rows;
  private final WaitingGradients waiting;
  private final StepLog log;
  private final Updates updates;
  private final int columns;
  private final boolean lazy;
  private final Hand[] hands;
  private final SharedWords words;
  private final SharedWords.Work touchedUp = this::bringWordUp;
  private final SharedWords.Work changing = this::changeWord;
  private final SharedWords.Work settling = this::settleWord;

  /** 1 / weight of the log's steps. */
  private final float[] inverses;

  /** What clipping by norm multiplies the mean gradients of the log's steps by. */
  private final double[] factors;

  private boolean placed;

  LocalRows(
      List<ShardWorker> workers,
      GradientStep gradientStep,
      float[] parameters,
      GradientMerge merge,
      StepLog log,
      int capacity,
      Hand[] hands) {
    this.merge = merge;
    this.hands = hands;
    this.words = new SharedWords(hands.length);
    this.log = log;
    this.updates = gradientStep.updates();
    this.columns = gradientStep.firstKernel().columns();
    this.lazy = gradientStep.isLazy();
    this.rows = gradientStep.deferredRows(parameters, log);
    this.waiting = new WaitingGradients(workers, rows.rows(), workers.get(0).kernel(), updates);
    this.inverses = new float[capacity];
    this.factors = new double[capacity];
  }

  void lookAgain() {
    rows.lookAgain();
  }

  /** The threads begin to share the rows out anew. */
  void shareOut() {
    words.deal((rows.rows() + 63) / 64);
  }

  /** A step begins. */
  void begin() {
    waiting.begin(log.size());
  }

  /** Where a worker puts the examples of the step. */
  ExampleColumns ofWorker(int worker) {
    return waiting.ofWorker(worker);
  }

  /** The step that has begun becomes the log's next one. */
  void place(float inverse) {
    inverses[log.size()] = inverse;
    factors[log.size()] = 1;
    waiting.place(log.size());
  }

  /** The log's last step is clipped. */
  void limit(double factor) {
    factors[log.size() - 1] = factor;
  }

  @Override
  public long touched(int word) {
    return merge.touched(word);
  }

  @Override
  public void gradients(int word, long which, Hand hand) {
    waiting.gradients(word, which, log.size() - 1, hand);
  }

  /** Brings up the rows that the step that has begun touches or has no room for. */
  void bringTouchedUp(int member) {
    words.each(touchedUp, member);
  }

  private void bringWordUp(int word, int member) {
    long which = merge.touched(word) | waiting.expiring(word);
    waiting.bringUp(word, which, this, hands[member]);
  }

  /** Brings up all rows, so that the log may be cleared. */
  void settle(int member) {
    words.each(settling, member);
  }

  private void settleWord(int word, int member) {
    Hand hand = hands[member];
    waiting.bringUp(word, waiting.waiting(word), this, hand);
    int first = 64 * word;
    rows.settle(first, Math.min(rows.rows(), first + 64), hand);
  }

  @Override
  public void prefetch(int first, long which, Hand hand) {
    rows.prefetch(first, which, hand);
  }

  @Override
  public void bringUp(int row, Hand hand) {
    rows.bringUp(row, hand);
  }

  @Override
  public void update(int row, float[] gradient, int gradientFrom, Hand hand) {
    int position = rows.made(row);
    float inverse = inverses[position];
    double factor = factors[position];
    if (factor == 1) {
      rows.update(row, gradient, gradientFrom, inverse, hand);
      return;
    }
    int end = gradientFrom + columns;
    updates.scale(gradient, gradientFrom, end, inverse);
    Norm.scale(updates, gradient, gradientFrom, end, factor);
    rows.update(row, gradient, gradientFrom, 1, hand);
  }

  /**
   * A row's gradient waits until the row is needed again: then one pass over its weights and state
   * makes this step and those that the row misses until then. Of a lazy row, and of a step without
   * weight, nothing waits.
   *
   * @param placed whether the step has weight
   */
  void change(boolean placed, int member) {
    this.placed = placed;
    words.each(changing, member);
  }

  private void changeWord(int word, int member) {
    long bits = merge.touched(word);
    if (bits == 0) {
      return;
    }
    merge.forget(word);
    if (!placed) {
      return;
    }
    waiting.keep(word, bits);
    if (!lazy) {
      return;
    }
    Hand hand = hands[member];
    waiting.bringUp(word, bits, this, hand);
    for (long left = bits; left != 0; left &= left - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(left);
      rows.settle(row, row + 1, hand);
    }
  }
}
