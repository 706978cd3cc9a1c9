package org.lockstep.trainer.fused;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.Prefetch;
import org.lockstep.trainer.update.RowSteps;

/**
 * The first layers' kernels of several networks side by side: row r of all of them is ONE stretch
 * of weights, and so are Adam's two means. As in {@link DeferredRows} a row without gradient is
 * left alone and makes the steps that it missed when it is next needed; every element has the bits
 * that it has there. One thread's.
 */
final class FusedRows implements RowSteps {
  private final int columns;
  private final Updates updates;
  private final Matrix weights;
  private final float[] mean;
  private final float[] square;
  private final float[] rests1;
  private final float[] rests2;
  private final float[] epsilons;

  /** α of every column in every step of the log. */
  private final float[] alphas;

  private final float[] inverses;
  private int size;

  /** Per row, how many steps of the log it has made. */
  private final int[] made;

  /** Rows that no gradient has touched: Adam leaves a weight with means of zero as it is. */
  private final boolean[] resting;

  private final float[] zeros;
  private final Prefetch prefetch;
  private final UpdateSpan named = new UpdateSpan();
  private final UpdateSpan missed = new UpdateSpan();

  /**
   * @param rows features
   * @param columns units of all first layers
   * @param capacity steps that rows may be behind
   */
  FusedRows(int rows, int columns, int capacity, Updates updates) {
    this.columns = columns;
    this.updates = updates;
    this.weights = new Matrix(new float[Math.multiplyExact(rows, columns)], 0, rows, columns);
    this.mean = new float[rows * columns];
    this.square = new float[rows * columns];
    this.rests1 = new float[columns];
    this.rests2 = new float[columns];
    this.epsilons = new float[columns];
    this.alphas = new float[Math.multiplyExact(capacity, columns)];
    this.inverses = new float[capacity];
    this.made = new int[rows];
    this.resting = new boolean[rows];
    this.zeros = new float[columns];
    this.prefetch = new Prefetch(weights.data(), List.of(mean, square), 0, columns);
    Arrays.fill(resting, true);
  }

  /**
   * Takes a network's weights in, before the first step; its means are zero then.
   *
   * @param place of its first unit among the columns
   */
  void take(int place, ParameterLayout.Slice kernel, float[] parameters, Adam adam) {
    int units = kernel.columns();
    Arrays.fill(rests1, place, place + units, (float) (1 - adam.beta1()));
    Arrays.fill(rests2, place, place + units, (float) (1 - adam.beta2()));
    Arrays.fill(epsilons, place, place + units, (float) adam.epsilon());
    for (int row = 0; row < kernel.rows(); row++) {
      for (int i = 0; i < units; i++) {
        float weight = parameters[kernel.offset() + row * units + i];
        weights.data()[row * columns + place + i] = weight;
        // −0 − 0 is −0 like any weight of which zero is taken, but not if it is +0 that is added.
        resting[row] &= Float.floatToRawIntBits(weight) != Float.floatToRawIntBits(-0f);
      }
    }
  }

  /** Gives a network its weights. */
  void give(int place, ParameterLayout.Slice kernel, float[] parameters) {
    give(weights.data(), place, kernel, parameters);
  }

  /** Gives an optimizer its means. */
  void give(int place, ParameterLayout.Slice kernel, Optimizer optimizer) {
    List<float[]> state = optimizer.state();
    give(mean, place, kernel, state.get(0));
    give(square, place, kernel, state.get(1));
  }

  private void give(float[] from, int place, ParameterLayout.Slice kernel, float[] to) {
    int units = kernel.columns();
    for (int row = 0; row < kernel.rows(); row++) {
      System.arraycopy(from, row * columns + place, to, kernel.offset() + row * units, units);
    }
  }

  /** (features, columns); a row counts once it has been brought up. */
  Matrix weights() {
    return weights;
  }

  /** Steps of the log. */
  int size() {
    return size;
  }

  boolean isFull() {
    return size == inverses.length;
  }

  /**
   * Appends a step, of which the rows will learn later; then {@link #alpha} for every network.
   *
   * @param inverse 1 / weight
   */
  void append(float inverse) {
    inverses[size++] = inverse;
  }

  /** The newest step's α of some columns. */
  void alpha(int place, int units, float alpha) {
    int from = (size - 1) * columns + place;
    Arrays.fill(alphas, from, from + units, alpha);
  }

  @Override
  public void prefetch(int first, long which, Hand hand) {
    prefetch.rows(first, which, hand);
  }

  @Override
  public void bringUp(int row, Hand hand) {
    bringUp(row);
  }

  private void bringUp(int row) {
    int late = size - made[row];
    if (late > 0 && !resting[row]) {
      missed
          .elements(weights.data(), row * columns, columns)
          .gradient(zeros, 0, 1)
          .steps(late, alphas, made[row] * columns, columns);
      updates.adamOfEach(missed, mean, square, rests1, rests2, epsilons);
    }
    made[row] = size;
  }

  @Override
  public void update(int row, float[] gradient, int gradientFrom, Hand hand) {
    int position = made[row];
    resting[row] = false;
    named
        .elements(weights.data(), row * columns, columns)
        .gradient(gradient, gradientFrom, inverses[position])
        .steps(size - position, alphas, position * columns, columns);
    updates.adamOfEach(named, mean, square, rests1, rests2, epsilons);
    made[row] = size;
  }

  /** Brings all rows up and clears the log. */
  void settle() {
    for (int row = 0; row < made.length; row++) {
      bringUp(row);
      made[row] = 0;
    }
    size = 0;
  }
}
