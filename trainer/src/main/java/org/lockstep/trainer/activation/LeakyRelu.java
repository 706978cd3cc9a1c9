package org.lockstep.trainer.activation;

import java.util.Map;

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
  public void forward(float[] z, float[] a, int from, int to) {
    float s = (float) slope;
    for (int i = from; i < to; i++) {
      a[i] = z[i] > 0 ? z[i] : s * z[i];
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    float s = (float) slope;
    for (int i = from; i < to; i++) {
      delta[i] = a[i] > 0 ? delta[i] : s * delta[i];
    }
  }
}
