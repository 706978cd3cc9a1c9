package org.lockstep.trainer.watching;

import java.io.Serializable;

/**
 * One kernel, bias or other slice of the parameters at one step.
 *
 * @param name {@code dense_1/kernel}
 * @param layer the dense layer, counted from 0
 * @param kernel whether it is a kernel and not a bias
 * @param weightNorm ‖W‖₂ after the update
 * @param gradientNorm ‖∂L/∂W‖₂ of the step's mean loss, before penalties and clipping; NaN for a
 *     moving average
 * @param updateNorm ‖ΔW‖₂, what the step changed
 * @param min the least weight after the update
 * @param max the greatest
 * @param deadShare of the layer's relu units, those that were 0 for every row looked at; NaN for
 *     another activation, for a bias, or where no rows were looked at
 */
public record LayerNorms(
    String name,
    int layer,
    boolean kernel,
    double weightNorm,
    double gradientNorm,
    double updateNorm,
    double min,
    double max,
    double deadShare)
    implements Serializable {

  /** ‖ΔW‖ / ‖W‖; NaN if both are 0. */
  public double updateRatio() {
    return updateNorm / weightNorm;
  }

  /** {@code dense_1}. */
  public String layerName() {
    return name.substring(0, name.indexOf('/'));
  }
}
