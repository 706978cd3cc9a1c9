package org.lockstep.trainer.activation;

import java.util.Map;
import org.lockstep.trainer.matrix.Elements;

/**
 * a = z where z &gt; 0, slope·z elsewhere; f′ = 1 where z &gt; 0, slope elsewhere, at 0 too. Maas,
 * Hannun &amp; Ng 2013.
 *
 * @param slope at least 0, so that a has the sign of z; default 0.01 as in PyTorch (Keras: 0.3)
 */
public record LeakyRelu(double slope) implements Activation {

  public LeakyRelu {
    if (!(slope >= 0) || Double.isInfinite(slope)) {
      throw new IllegalArgumentException("slope must be a finite number >= 0. Received: " + slope);
    }
  }

  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public String name() {
    return "leaky_relu";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("slope", slope);
  }

  @Override
  public Activation with(Map<String, Double> settings) {
    return new LeakyRelu(settings.get("slope"));
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.leakyRelu((float) slope, z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.leakyReluBackward((float) slope, a, delta, from, to);
  }
}
