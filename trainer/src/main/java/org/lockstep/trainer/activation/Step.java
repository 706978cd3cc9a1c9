package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * The perceptron's threshold (Rosenblatt 1958): a = 1 where z &gt; 0, 0 elsewhere, at 0 too, so
 * that it decides as the sigmoid does at probability ½. NaN stays NaN. f′ = 0 wherever there is
 * one, so nothing before it can be learned: for predictions alone.
 */
public record Step() implements Activation {

  @Override
  public String name() {
    return "step";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = z[i] > 0 ? 1f : z[i] <= 0 ? 0f : z[i];
    }
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] = 0;
    }
  }
}
