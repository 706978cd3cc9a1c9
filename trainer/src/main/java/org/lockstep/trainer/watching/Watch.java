package org.lockstep.trainer.watching;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.SafeNorm;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/**
 * Measures the layers around one optimizer step: its {@link #gradient}, and the parameters {@link
 * #before} it and {@link #after} it. Keeps a copy of the parameters between the two, and only
 * there. Changes nothing that it looks at, so that a watched run has the bits of one that is not.
 */
public final class Watch {
  private final List<Slice> slices;
  private final List<ReluUnits> relus;
  private final Kernel kernel;
  private final double[] gradientNorms;
  private float[] changes = new float[0];

  public Watch(NetworkSpec network, Kernel kernel) {
    this.slices = new ParameterLayout(network).slices();
    this.relus = ReluUnits.of(network);
    this.kernel = kernel;
    this.gradientNorms = new double[slices.size()];
  }

  /**
   * The step's gradient.
   *
   * @param sums over the step's rows
   * @param weight of those rows, Σ wᵢ
   */
  public void gradient(float[] sums, double weight) {
    for (int s = 0; s < slices.size(); s++) {
      Slice slice = slices.get(s);
      // In a moving average's place stands a statistic, not a gradient.
      double norm = SafeNorm.of(sums, slice.offset(), slice.offset() + slice.size(), kernel);
      gradientNorms[s] = !slice.trainable() ? Double.NaN : weight == 0 ? 0 : norm / weight;
    }
  }

  /** Before the step. */
  public void before(float[] parameters) {
    changes = parameters.clone();
  }

  /**
   * After the step.
   *
   * @param epoch counted from 1
   * @param step counted from 1 within the epoch
   * @param activity of the network's relu units under about these parameters; of no rows if it was
   *     not looked at
   */
  public LayerReport after(
      float[] parameters, int epoch, int step, boolean lastOfEpoch, UnitActivity activity) {
    for (int i = 0; i < parameters.length; i++) {
      changes[i] = parameters[i] - changes[i];
    }
    List<LayerNorms> layers = new ArrayList<>();
    for (int s = 0; s < slices.size(); s++) {
      Slice slice = slices.get(s);
      int from = slice.offset();
      int to = from + slice.size();
      Extremes extremes = Extremes.of(parameters, from, to);
      layers.add(
          new LayerNorms(
              slice.name(),
              slice.layer(),
              slice.kernel(),
              SafeNorm.of(parameters, from, to, kernel),
              gradientNorms[s],
              SafeNorm.of(changes, from, to, kernel),
              extremes.min(),
              extremes.max(),
              slice.kernel() ? deadShare(slice.layer(), activity) : Double.NaN));
    }
    changes = new float[0]; // a large model's copy is in the way until the next measured step
    return new LayerReport(epoch, step, lastOfEpoch, layers, activity.rows());
  }

  private double deadShare(int layer, UnitActivity activity) {
    return relus.stream()
        .filter(each -> each.layer() == layer)
        .mapToDouble(activity::deadShare)
        .findFirst()
        .orElse(Double.NaN);
  }
}
