package org.lockstep.trainer.averaging;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.metric.Totals;

/**
 * The mean of some workers' parameters and optimizer states after a round, weighted by the
 * examples' weights, with what their steps came to. Two means are merged to the mean of both,
 * element by element:
 *
 * <pre>
 *   f = float(Wᵣ / (Wₗ + Wᵣ)), in double;   m = mₗ + ((mᵣ − mₗ)·f), each operation in float
 *   Wᵣ = 0: m = mₗ;   otherwise Wₗ = 0: m = mᵣ
 * </pre>
 *
 * <p>Merged in the tree of {@link MergeTree}, the result has the same bits whoever merges. Numbers
 * that are equal in all workers stay what they are, one worker alone is its own mean, no weight
 * overflows the floats, and nothing is left to be divided (the pairwise update of Chan, Golub and
 * LeVeque 1983).
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records. Not thread-safe.
 */
public final class RoundAverage implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[][] arrays;
  private final Totals totals;
  private double weight;
  private int divergedStep = Integer.MAX_VALUE;
  private String divergence = "";

  /**
   * One worker's.
   *
   * @param arrays the parameters, then the arrays of the optimizer's state; live
   * @param totals of the round; live
   */
  public RoundAverage(float[][] arrays, Totals totals) {
    this(arrays, totals, totals.weightSum());
  }

  private RoundAverage(float[][] arrays, Totals totals, double weight) {
    this.arrays = arrays;
    this.totals = totals;
    this.weight = weight;
  }

  /** The parameters, then the arrays of the optimizer's state, equally long; live. */
  public float[][] arrays() {
    return arrays;
  }

  /** The outcome of the rows of all steps; live. */
  public Totals totals() {
    return totals;
  }

  /** Σ wᵢ of all steps. */
  public double weight() {
    return weight;
  }

  /** A worker's steps left the finite numbers. */
  public void diverged(int step, String message) {
    divergedStep = step;
    divergence = message;
  }

  /**
   * @throws DivergedException if a worker's steps left the finite numbers: the first step's, and of
   *     its workers the first
   */
  public void requireFinite() {
    if (divergedStep != Integer.MAX_VALUE) {
      throw new DivergedException(divergence);
    }
  }

  /** This becomes the mean of both; {@code right} is only read. */
  public RoundAverage add(RoundAverage right) {
    for (int i = 0; i < arrays.length; i++) {
      mix(arrays[i], right.arrays[i], 0, arrays[i].length, weight, right.weight);
    }
    addOutcome(right);
    return this;
  }

  /** As {@link #add}, without the arrays. */
  void addOutcome(RoundAverage right) {
    totals.add(right.totals);
    weight += right.weight;
    if (right.divergedStep < divergedStep) {
      diverged(right.divergedStep, right.divergence);
    }
  }

  /** Mixes {@code right[from … to)} into {@code left}. */
  static void mix(
      float[] left, float[] right, int from, int to, double leftWeight, double rightWeight) {
    if (rightWeight == 0) {
      return;
    }
    if (leftWeight == 0) {
      System.arraycopy(right, from, left, from, to - from);
      return;
    }
    float f = (float) (rightWeight / (leftWeight + rightWeight));
    for (int i = from; i < to; i++) {
      left[i] += (right[i] - left[i]) * f;
    }
  }

  /** The same numbers in arrays of their own. */
  public RoundAverage copy() {
    RoundAverage copy = slice(0, arrays[0].length, false);
    copy.totals.add(totals);
    return copy;
  }

  /**
   * The numbers {@code [from, to)} of every array.
   *
   * @param withTotals whether the totals travel with this slice, as they must with one of them
   */
  public RoundAverage slice(int from, int to, boolean withTotals) {
    float[][] parts = new float[arrays.length][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Arrays.copyOfRange(arrays[i], from, to);
    }
    RoundAverage slice =
        new RoundAverage(parts, withTotals ? totals : totals.newInstance(), weight);
    slice.diverged(divergedStep, divergence);
    return slice;
  }

  /** The same outcome with other arrays. */
  public RoundAverage withArrays(float[][] others) {
    RoundAverage average = new RoundAverage(others, totals, weight);
    average.diverged(divergedStep, divergence);
    return average;
  }

  /** The first step in which a worker diverged, or {@link Integer#MAX_VALUE}. */
  public int divergedStep() {
    return divergedStep;
  }

  /** What happened there; empty if nothing did. */
  public String divergence() {
    return divergence;
  }

  /** The whole of slices in their order, the first of which has the totals. */
  public static RoundAverage join(List<RoundAverage> slices) {
    RoundAverage first = slices.get(0);
    int numbers = slices.stream().mapToInt(slice -> slice.arrays[0].length).sum();
    float[][] whole = new float[first.arrays.length][numbers];
    int from = 0;
    for (RoundAverage slice : slices) {
      int length = slice.arrays[0].length;
      for (int i = 0; i < whole.length; i++) {
        System.arraycopy(slice.arrays[i], 0, whole[i], from, length);
      }
      from += length;
    }
    return first.withArrays(whole);
  }
}
