package org.lockstep.trainer.watching;

import java.io.IOException;
import java.io.Serializable;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;

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

  void write(ByteOutput out) throws IOException {
    out.text(name);
    out.number(layer);
    out.flag(kernel);
    out.number(weightNorm);
    out.number(gradientNorm);
    out.number(updateNorm);
    out.number(min);
    out.number(max);
    out.number(deadShare);
  }

  static LayerNorms read(ByteInput in) throws IOException {
    return new LayerNorms(
        in.text(),
        in.integer(),
        in.flag(),
        in.real(),
        in.real(),
        in.real(),
        in.real(),
        in.real(),
        in.real());
  }

  /** {@code dense_1}. */
  public String layerName() {
    return name.substring(0, name.indexOf('/'));
  }
}
