package org.lockstep.trainer.regularizer;

import java.io.Serializable;

/**
 * How a layer's weights are kept small. The penalty l1·Σ|w| + l2·Σw² (Keras' {@code L1L2}, no
 * factor ½; with both it is the elastic net, Zou &amp; Hastie 2005) is part of the objective; the
 * max-norm is a constraint.
 *
 * @param l1 factor of Σ|w|, ≥ 0; acts by {@link SoftThreshold}, so that weights become exactly zero
 * @param l2 factor of Σw², ≥ 0; acts by its gradient 2·l2·w
 * @param maxNorm the longest a unit's column of the kernel may be, by {@link MaxNorm}; 0 for no
 *     limit
 * @param regularizeBias whether the penalty is on the layer's bias, too; the max-norm never is
 */
public record RegularizerSpec(double l1, double l2, double maxNorm, boolean regularizeBias)
    implements Serializable {

  private static final RegularizerSpec NONE = new RegularizerSpec(0, 0, 0, false);

  public RegularizerSpec {
    requireNotNegative("l1", l1);
    requireNotNegative("l2", l2);
    requireNotNegative("maxNorm", maxNorm);
  }

  /** Weights grow as they like. */
  public static RegularizerSpec none() {
    return NONE;
  }

  /** The penalty l2·Σw² on the kernel alone. */
  public static RegularizerSpec l2(double l2) {
    return new RegularizerSpec(0, l2, 0, false);
  }

  /** What is left of the choices for the layer's bias. */
  public RegularizerSpec ofBias() {
    return regularizeBias ? new RegularizerSpec(l1, l2, 0, true) : NONE;
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be >= 0 and finite. Received: " + value);
    }
  }
}
