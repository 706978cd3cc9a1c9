package org.lockstep.trainer.loss;

import java.io.Serializable;
import org.lockstep.trainer.matrix.FloatMath;

/** The loss ℓ(z, t) of one label with logit z and target t, 0 or 1, and its slope ∂ℓ/∂z. */
sealed interface LabelTerm extends Serializable {

  double loss(float z, boolean one);

  double slope(float z, boolean one);

  /**
   * ℓ = max(z, 0) − z·t′ + log(1 + e^{−|z|}) with t′ = (1 − α)·t + α/2; ∂ℓ/∂z = (1 − t′)·σ(z) −
   * t′·σ(−z). As {@link SigmoidCrossEntropy}, smoothed as {@link SmoothedSigmoidCrossEntropy}.
   *
   * @param smoothing α of [0, 1)
   */
  record CrossEntropy(double smoothing) implements LabelTerm {
    @Override
    public double loss(float z, boolean one) {
      return Math.max(z, 0f) - z * target(one) + FloatMath.log1p(FloatMath.exp(-Math.abs(z)));
    }

    @Override
    public double slope(float z, boolean one) {
      double target = target(one);
      return (1 - target) * FloatMath.sigmoid(z) - target * FloatMath.sigmoid(-z);
    }

    private double target(boolean one) {
      return (one ? 1 - smoothing : 0) + smoothing / 2;
    }
  }

  /**
   * ℓ = −q^γ·log(1 − q) with q = σ(−s), s = z for target 1 and −z for target 0; ∂ℓ/∂s = −q^γ·(q −
   * γ·(1 − q)·log(1 − q)). As {@link SigmoidFocal}.
   *
   * @param gamma γ ≥ 0
   */
  record Focal(double gamma) implements LabelTerm {
    @Override
    public double loss(float z, boolean one) {
      float s = one ? z : -z;
      return StrictMath.pow(FloatMath.sigmoid(-s), gamma) * FloatMath.softplus(-s);
    }

    @Override
    public double slope(float z, boolean one) {
      float s = one ? z : -z;
      double wrong = FloatMath.sigmoid(-s);
      double right = FloatMath.sigmoid(s);
      double rise = StrictMath.pow(wrong, gamma) * (wrong + gamma * right * FloatMath.softplus(-s));
      return one ? -rise : rise;
    }
  }

  /**
   * ℓ = max(0, 1 − s·z) with s = 1 for target 1 and −1 for target 0; ∂ℓ/∂z = −s where ℓ &gt; 0,
   * otherwise 0. As {@link BinaryHinge}.
   */
  record Hinge() implements LabelTerm {
    @Override
    public double loss(float z, boolean one) {
      return Math.max(0, 1 - (one ? (double) z : -(double) z));
    }

    @Override
    public double slope(float z, boolean one) {
      return loss(z, one) > 0 ? (one ? -1 : 1) : 0;
    }
  }
}
