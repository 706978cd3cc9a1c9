package org.lockstep.trainer.watching;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;

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

  /** Writes it. */
  public void write(ByteOutput out) throws IOException {
    out.number(epoch);
    out.number(step);
    out.flag(lastOfEpoch);
    out.number(layers.size());
    for (LayerNorms layer : layers) {
      layer.write(out);
    }
    out.number(rowsSeen);
  }

  /** What {@link #write} wrote. */
  public static LayerReport read(ByteInput in) throws IOException {
    int epoch = in.integer();
    int step = in.integer();
    boolean lastOfEpoch = in.flag();
    List<LayerNorms> layers = new ArrayList<>();
    for (int left = in.count(Long.BYTES); left > 0; left--) {
      layers.add(LayerNorms.read(in));
    }
    return new LayerReport(epoch, step, lastOfEpoch, layers, in.longInteger());
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
