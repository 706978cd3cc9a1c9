package org.lockstep.trainer.gradient;

import java.io.Serializable;
import java.util.Arrays;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * The gradient of the weighted SUM of losses, Σ wᵢ·∂ℓᵢ/∂θ, with the weight Σ wᵢ it belongs to and
 * the outcome of the rows it came from. Sums of disjoint rows are merged with {@link #add}; whoever
 * wants the mean divides once, after merging. Without penalties.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records. Not thread-safe.
 */
public final class Gradient implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] sums;
  private final int start;
  private final Totals totals;
  private final TouchedRows touched;

  /**
   * Zero.
   *
   * @param totals empty totals of the network; owned by the gradient from now on
   */
  public Gradient(int parameters, Totals totals) {
    this(parameters, totals, null);
  }

  /**
   * Zero, with the rows of the first kernel that get a gradient.
   *
   * @param touched none yet; null if nobody asks for them
   */
  public Gradient(int parameters, Totals totals, TouchedRows touched) {
    this(0, parameters, totals, touched);
  }

  private Gradient(int start, int end, Totals totals, TouchedRows touched) {
    this.sums = new float[end - start];
    this.start = start;
    this.totals = totals;
    this.touched = touched;
  }

  /**
   * Zero, for steps of which each row's gradient is computed when it is merged.
   *
   * @param rowwise whether it leaves out the first kernel, which lies at the beginning: of its rows
   *     it says only which are touched
   */
  public static Gradient ofSteps(NetworkSpec network, boolean rowwise) {
    ParameterLayout layout = new ParameterLayout(network);
    Totals totals = Totals.of(network.task(), network.outputs());
    if (!rowwise) {
      return new Gradient(layout.size(), totals);
    }
    ParameterLayout.Slice first = layout.kernels().get(0);
    return new Gradient(first.end(), layout.size(), totals, new TouchedRows(first.rows()));
  }

  /** Zero, of a network's step; with touched rows where the optimizer needs them. */
  public static Gradient of(NetworkSpec network, TrainingSpec training) {
    return new Gradient(
        new ParameterLayout(network).size(),
        Totals.of(network.task(), network.outputs()),
        training.optimizer().lazy() ? new TouchedRows(network.inputs()) : null);
  }

  /** Σ wᵢ·∂ℓᵢ/∂θ in the parameters' layout, from {@link #start} on; the live array. */
  public float[] sums() {
    return sums;
  }

  /** Which of the parameters the sums begin with: 0 but where rows keep their gradients apart. */
  public int start() {
    return start;
  }

  /** Σ wᵢ, the example weight. */
  public double weight() {
    return totals.weightSum();
  }

  /** The outcome of the rows: loss sum, weight, metric counts; live. */
  public Totals totals() {
    return totals;
  }

  /**
   * The rows of the first kernel that the examples' features name; live, and null where they are
   * not kept. The other rows' sums are +0.
   */
  public TouchedRows touched() {
    return touched;
  }

  /** this += other, element by element; {@code other} is only read. */
  public void add(Gradient other) {
    if (other.sums.length != sums.length) {
      throw new IllegalArgumentException(
          "gradients to be added must be equally long. Received: %d and %d"
              .formatted(sums.length, other.sums.length));
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    totals.add(other.totals);
    if (touched != null) {
      touched.addAll(other.touched);
    }
  }

  /** Back to zero. */
  public void clear() {
    Arrays.fill(sums, 0f);
    totals.clear();
    if (touched != null) {
      touched.clear();
    }
  }
}
