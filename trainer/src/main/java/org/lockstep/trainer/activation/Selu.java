package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * a = λ·z where z &gt; 0, λ·α·(eᶻ − 1) elsewhere; f′ = λ where z &gt; 0, λ·α·eᶻ = a + λ·α
 * elsewhere, at 0 too. Klambauer, Unterthiner, Mayr &amp; Hochreiter 2017, equation 2: with kernels
 * of variance 1 / fanIn the mean 0 and the variance 1 of the inputs stay as they are through the
 * layers.
 */
public record Selu() implements Activation {
  /** λ, from equation 14 of the paper. */
  private static final float SCALE = 1.0507009873554804934f;

  /** λ·α with α = 1.6732632423543772848. */
  private static final float NEGATIVE_SCALE = 1.7580993408473768599f;

  @Override
  public String name() {
    return "selu";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.elu(SCALE, NEGATIVE_SCALE, z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.eluBackward(SCALE, NEGATIVE_SCALE, a, delta, from, to);
  }
}
