package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.OutputSpec;

/**
 * A loss of numbers that stay within bounds: ℓ(g(z), t) with the link g of {@link
 * OutputSpec.Bounded}; ∂ℓ/∂z = ∂ℓ/∂y·g′(z) with
 *
 * <pre>
 *   both bounds:  g′ = (upper − lower)·σ(z)·σ(−z)
 *   lower alone:  g′ = σ(z)
 *   upper alone:  g′ = σ(−z)
 * </pre>
 *
 * <p>None of them subtracts numbers that are nearly equal. g is computed in float and rounds to a
 * bound where the network is far beyond it.
 *
 * @param loss of y, as if it were a logit
 */
public record BoundedOutput(NumberLoss loss, OutputSpec.Bounded bounds) implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    predictions(logits, delta);
    double total = loss.lossAndDelta(elements, delta, targets, weights, delta);
    for (int row = 0; row < logits.rows(); row++) {
      for (int k = 0; k < logits.columns(); k++) {
        delta.set(row, k, delta.get(row, k) * slope(logits.get(row, k)));
      }
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      for (int k = 0; k < logits.columns(); k++) {
        out.set(row, k, link(logits.get(row, k)));
      }
    }
  }

  @Override
  public void applyLink(Matrix logits) {
    predictions(logits, logits);
  }

  private float link(float z) {
    if (!bounds.hasUpper()) {
      return (float) bounds.lower() + FloatMath.softplus(z);
    }
    float upper = (float) bounds.upper();
    if (!bounds.hasLower()) {
      return upper - FloatMath.softplus(-z);
    }
    float lower = (float) bounds.lower();
    // from the nearer bound, so that it is never passed
    return z < 0
        ? lower + (upper - lower) * FloatMath.sigmoid(z)
        : upper - (upper - lower) * FloatMath.sigmoid(-z);
  }

  private float slope(float z) {
    if (!bounds.hasUpper()) {
      return FloatMath.sigmoid(z);
    } else if (!bounds.hasLower()) {
      return FloatMath.sigmoid(-z);
    }
    float range = (float) bounds.upper() - (float) bounds.lower();
    return range * FloatMath.sigmoid(z) * FloatMath.sigmoid(-z);
  }
}
