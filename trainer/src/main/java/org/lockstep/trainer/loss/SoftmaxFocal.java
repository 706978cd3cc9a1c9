package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −q^γ·log p with p = softmax(z)[t] and q = 1 − p, which is added up from the other classes, so
 * that it does not cancel. With r = q^γ·(q − γ·p·log p): ∂ℓ/∂z_t = −r and ∂ℓ/∂zₖ = r·pₖ/q for the
 * others. Lin et al. 2017, equation 4 for several classes, without their α: that is what class
 * weights are for.
 *
 * @param gamma γ ≥ 0
 */
public record SoftmaxFocal(double gamma) implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    SoftmaxRows.exponentials(elements, logits, delta);
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int target = (int) targets[row];
      double shifted = (double) logits.get(row, target) - SoftmaxRows.max(logits, row);
      double own = delta.get(row, target);
      double others = others(delta, row, target);
      double surprise = surprise(own, others, shifted);
      double right = own / (own + others);
      double wrong = others / (own + others);
      double factor = StrictMath.pow(wrong, gamma);
      total += weights[row] * (factor * surprise);
      double rise = factor * (wrong + gamma * right * surprise);
      for (int k = 0; k < logits.columns(); k++) {
        double share = others == 0 ? 0 : delta.get(row, k) / others;
        delta.set(row, k, (float) (weights[row] * rise * (k == target ? -1 : share)));
      }
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SoftmaxCrossEntropy().predictions(logits, out);
  }

  private static double others(Matrix exponentials, int row, int target) {
    double sum = 0;
    for (int k = 0; k < exponentials.columns(); k++) {
      sum += k == target ? 0 : exponentials.get(row, k);
    }
    return sum;
  }

  /** −log p, precise where p is near 1 and where it is near 0. */
  private static double surprise(double own, double others, double shifted) {
    return own > others ? StrictMath.log1p(others / own) : StrictMath.log(own + others) - shifted;
  }
}
