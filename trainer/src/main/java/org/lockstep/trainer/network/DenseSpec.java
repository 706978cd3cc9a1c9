package org.lockstep.trainer.network;

import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;

/**
 * A dense layer: y = f(x·W + b); x (batch, inputs), W (inputs, units), b (units), y (batch, units).
 *
 * @param units outputs, ≥ 1
 * @param initializer of the kernel W; biases start at zero
 * @param bias whether the layer has b
 * @param l2 λ of the penalty λ·Σw² over the kernel (Keras' {@code L2(λ)}, no factor ½), ≥ 0
 */
public record DenseSpec(
    int units, Activation activation, Initializer initializer, boolean bias, double l2)
    implements LayerSpec {

  public DenseSpec {
    if (units < 1) {
      throw new IllegalArgumentException("units must be >= 1. Received: " + units);
    }
    if (!(l2 >= 0) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException("l2 must be >= 0 and finite. Received: " + l2);
    }
  }

  /** With bias, without penalty and with the initializer that suits the activation. */
  public DenseSpec(int units, Activation activation) {
    this(units, activation, Initializer.defaultFor(activation), true, 0);
  }
}
