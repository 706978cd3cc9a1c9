package org.lockstep.trainer.update;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Deferred exact updates of the first layer's kernel: a row without gradient is left alone, and
 * makes the steps that it missed when it is next needed, one after the other and with the rates
 * that they had. Momentum that moves on, means that fade, penalties and decay are all made up for,
 * so a row that has been brought up has the bits of the dense update, at the cost of the sparse
 * one: its weights and its state are read and written once for any number of steps.
 *
 * <p>Two threads may work on different rows at once. Whoever appends a step does so alone.
 */
public final class DeferredRows {
  private final SliceStep step;
  private final float[] parameters;
  private final StepLog log;
  private final int columns;
  private final List<float[]> state;
  private final Prefetch prefetch;

  /** Per row, how many steps of the log it has made. */
  private final int[] made;

  /** Rows that no gradient has touched and that do not change without one. */
  private final boolean[] resting;

  /**
   * @param parameters changed in place
   * @param log of the optimizer's steps, empty
   */
  DeferredRows(
      ParameterLayout.Slice kernel,
      TrainingSpec training,
      Optimizer optimizer,
      Updates updates,
      float[] parameters,
      StepLog log) {
    this.step = new SliceStep(kernel, training, optimizer, updates);
    this.parameters = parameters;
    this.log = log;
    this.columns = kernel.columns();
    this.made = new int[kernel.rows()];
    this.resting = new boolean[kernel.rows()];
    this.state = optimizer.state();
    this.prefetch = new Prefetch(parameters, state, kernel.offset(), columns);
    if (step.restsInZeroState()) {
      Arrays.fill(resting, true);
      lookAgain();
    }
  }

  /** After somebody else has written parameters or state: fewer rows may rest. */
  public void lookAgain() {
    for (int row = 0; row < resting.length; row++) {
      resting[row] = resting[row] && isZero(row);
    }
  }

  /** Whether a row's state is zero; −0 among its weights could still become +0. */
  private boolean isZero(int row) {
    for (int i = start(row); i < start(row) + columns; i++) {
      if (Float.floatToRawIntBits(parameters[i]) == Float.floatToRawIntBits(-0f)) {
        return false;
      }
      for (float[] remembered : state) {
        if (Float.floatToRawIntBits(remembered[i]) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  public int rows() {
    return made.length;
  }

  /** Where the row starts, in the parameters and in a gradient. */
  int start(int row) {
    return step.slice().offset() + row * columns;
  }

  /**
   * Has memory bring rows that are brought up or updated next.
   *
   * @param which of the rows first … first + 63, a bit each
   */
  public void prefetch(int first, long which, Hand hand) {
    if (!step.isFrozen()) {
      prefetch.rows(first, which, hand);
    }
  }

  /** Brings a row up to the steps of the log. */
  public void bringUp(int row, Hand hand) {
    int missed = log.size() - made[row];
    if (missed > 0 && !resting[row] && !step.rests()) {
      step.replay(parameters, start(row), columns, log, made[row], missed, hand);
    }
    made[row] = log.size();
  }

  /**
   * Brings a row up to the steps of the log, of which it makes the first with a gradient.
   *
   * @param gradient the merged sums, laid out as the parameters; the row's are used up
   * @param inverse 1 / weight of that step
   */
  public void update(int row, float[] gradient, float inverse, Hand hand) {
    update(row, gradient, start(row), inverse, hand);
  }

  /** The same with a gradient whose row begins at {@code gradientFrom}. */
  public void update(int row, float[] gradient, int gradientFrom, float inverse, Hand hand) {
    int position = made[row];
    int steps = log.size() - position;
    resting[row] = false;
    step.takeAndReplay(
        parameters,
        start(row),
        columns,
        gradient,
        gradientFrom,
        inverse,
        log,
        position,
        steps,
        hand);
    made[row] = log.size();
  }

  /** How many steps of the log the row has made. */
  public int made(int row) {
    return made[row];
  }

  /** Brings up the rows {@code [from, to)} so that the log may be cleared afterwards. */
  public void settle(int from, int to, Hand hand) {
    for (int row = from; row < to; row++) {
      bringUp(row, hand);
      made[row] = 0;
    }
  }
}
