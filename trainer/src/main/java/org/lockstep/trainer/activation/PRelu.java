package org.lockstep.trainer.activation;

import java.util.Map;
import org.lockstep.trainer.matrix.Elements;

/**
 * Parametric ReLU, He et al. 2015: {@link LeakyRelu} with a slope for each unit that is learned
 * with the weights, without penalty. The slopes are numbers of the network, so its passes apply
 * them; here is the function at its initial slope.
 *
 * @param alpha the slope that every unit starts with, finite; default 0.25 as in PyTorch and the
 *     paper (Keras: 0)
 */
public record PRelu(double alpha) implements Activation {

  public PRelu {
    if (!Float.isFinite((float) alpha)) {
      throw new IllegalArgumentException("alpha must be a finite float. Received: " + alpha);
    }
  }

  public PRelu() {
    this(0.25);
  }

  @Override
  public String name() {
    return "prelu";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("alpha", alpha);
  }

  @Override
  public Activation with(Map<String, Double> settings) {
    return new PRelu(settings.get("alpha"));
  }

  /** A negative slope gives a the sign that z has not. */
  @Override
  public boolean derivesFromInput() {
    return true;
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.leakyRelu((float) alpha, z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.leakyReluBackward((float) alpha, z, delta, from, to);
  }
}
