package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * aₖ = e^{zₖ−m} / Σⱼ e^{zⱼ−m} with m = maxₖ zₖ, over the units of a layer, whose outputs are shares
 * of 1; ∂ℓ/∂zₖ = aₖ·(δₖ − Σⱼ δⱼ·aⱼ). For hidden layers: an output layer's softmax belongs to its
 * loss. Sums are doubles, units ascending.
 */
public record Softmax() implements Activation {

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public boolean mixesUnits() {
    return true;
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = from; k < to; k++) {
      max = Math.max(max, z[k]);
    }
    for (int k = from; k < to; k++) {
      a[k] = z[k] - max;
    }
    elements.exp(a, a, from, to);
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += a[k];
    }
    for (int k = from; k < to; k++) {
      a[k] = (float) (a[k] / sum);
    }
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    double mean = 0;
    for (int k = from; k < to; k++) {
      mean += (double) delta[k] * a[k];
    }
    for (int k = from; k < to; k++) {
      delta[k] = (float) (a[k] * (delta[k] - mean));
    }
  }
}
