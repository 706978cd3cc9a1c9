package org.lockstep.trainer.network;

import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * A dense layer: y = f(x·W + b); x (batch, inputs), W (inputs, units), b (units), y (batch, units).
 *
 * @param units outputs, ≥ 1
 * @param initializer of the kernel W; biases start at zero
 * @param bias whether the layer has b; directly before a batch normalization it has none, whatever
 *     is chosen ({@link NetworkSpec})
 * @param regularizer what keeps the weights small
 */
public record DenseSpec(
    int units,
    Activation activation,
    Initializer initializer,
    boolean bias,
    RegularizerSpec regularizer)
    implements LayerSpec {

  public DenseSpec {
    if (units < 1) {
      throw new IllegalArgumentException("units must be >= 1. Received: " + units);
    }
  }

  /** With the penalty l2·Σw² on the kernel. */
  public DenseSpec(
      int units, Activation activation, Initializer initializer, boolean bias, double l2) {
    this(units, activation, initializer, bias, RegularizerSpec.l2(l2));
  }

  /** With bias, without penalty and with the initializer that suits the activation. */
  public DenseSpec(int units, Activation activation) {
    this(units, activation, Initializer.defaultFor(activation), true, RegularizerSpec.none());
  }

  @Override
  public String word() {
    return "dense";
  }

  /** Factor of Σw² over the kernel in the objective. */
  public double l2() {
    return regularizer.l2();
  }
}
