package org.lockstep.trainer.activation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.matrix.Elements;

/**
 * Randomised leaky ReLU, Xu et al. 2015: in training the slope below 0 is drawn anew for each
 * element, uniform on [lower, upper), which the network's passes do; in evaluation it is the mean
 * (lower + upper)/2, and that is the function here. As PyTorch's {@code rrelu}.
 *
 * @param lower at least 0; default 1/8
 * @param upper at least {@code lower}, finite; default 1/3
 */
public record RRelu(double lower, double upper) implements Activation {

  public RRelu {
    if (!(lower >= 0) || Double.isInfinite(lower)) {
      throw new IllegalArgumentException("lower must be a finite number >= 0. Received: " + lower);
    }
    if (!(upper >= lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException(
          "upper must be finite and >= lower, %s. Received: %s".formatted(lower, upper));
    }
  }

  public RRelu() {
    this(1 / 8.0, 1 / 3.0);
  }

  /**
   * The function in training: below 0 each element has a slope of its own.
   *
   * @param u uniform numbers of [0, 1), in whose place the slopes come
   */
  public void leak(Elements elements, float[] z, float[] u, float[] a, int from, int to) {
    elements.randomLeak(lower, upper, z, u, a, from, to);
  }

  private float meanSlope() {
    return (float) ((lower + upper) / 2);
  }

  @Override
  public String name() {
    return "rrelu";
  }

  @Override
  public Map<String, Double> settings() {
    Map<String, Double> settings = new LinkedHashMap<>();
    settings.put("lower", lower);
    settings.put("upper", upper);
    return settings;
  }

  @Override
  public Activation with(Map<String, Double> settings) {
    return new RRelu(settings.get("lower"), settings.get("upper"));
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.leakyRelu(meanSlope(), z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.leakyReluBackward(meanSlope(), a, delta, from, to);
  }
}
