package org.lockstep.trainer.activation;

import java.util.Map;
import org.lockstep.trainer.matrix.Elements;

/**
 * a = z where z &gt; 0, alpha·(eᶻ − 1) elsewhere; f′ = 1 where z &gt; 0, alpha·eᶻ = a + alpha
 * elsewhere, at 0 too. Clevert, Unterthiner &amp; Hochreiter 2016, equation 15.
 *
 * @param alpha above 0; default 1 as in Keras and PyTorch
 */
public record Elu(double alpha) implements Activation {

  public Elu {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha must be a finite number > 0. Received: " + alpha);
    }
  }

  public Elu() {
    this(1);
  }

  @Override
  public String name() {
    return "elu";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("alpha", alpha);
  }

  @Override
  public Activation with(Map<String, Double> settings) {
    return new Elu(settings.get("alpha"));
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.elu(1f, (float) alpha, z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.eluBackward(1f, (float) alpha, a, delta, from, to);
  }
}
