package org.lockstep.trainer.watching;

import java.io.Serializable;
import java.util.List;

/**
 * All layers at one step.
 *
 * @param epoch counted from 1
 * @param step counted from 1 within the epoch
 * @param lastOfEpoch whether it is the epoch's last step
 * @param layers kernels and biases in the order of the parameters
 * @param rowsSeen rows that the shares of dead units are about; 0 if none were looked at
 */
public record LayerReport(
    int epoch, int step, boolean lastOfEpoch, List<LayerNorms> layers, long rowsSeen)
    implements Serializable {

  public LayerReport {
    layers = List.copyOf(layers);
  }

  /** Those of kernels, from the input on. */
  public List<LayerNorms> kernels() {
    return layers.stream().filter(LayerNorms::kernel).toList();
  }

  /** The length of the whole gradient. */
  public double gradientNorm() {
    return Math.sqrt(
        layers.stream()
            .mapToDouble(LayerNorms::gradientNorm)
            .filter(norm -> !Double.isNaN(norm))
            .map(norm -> norm * norm)
            .sum());
  }
}
