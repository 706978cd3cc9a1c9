package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/**
 * Parametric ReLU (He et al. 2015), one learned slope α a unit:
 *
 * <pre>
 *   a = z where z &gt; 0, α·z elsewhere
 *   ∂α += Σ rows of δ·z where z ≤ 0;   δ ← δ where z &gt; 0, α·δ elsewhere
 * </pre>
 *
 * <p>The column sums are doubles, rows ascending.
 */
final class PReluStage implements Stage {
  private final SliceView alpha;
  private final SliceView alphaGradient;
  private final RowBuffer out;
  private final double[] sums;
  private Matrix z;

  PReluStage(ParameterLayout.Slice alpha, RowBuffer out) {
    this.alpha = new SliceView(alpha);
    this.alphaGradient = new SliceView(alpha);
    this.out = out;
    this.sums = new double[alpha.columns()];
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    z = in;
    Matrix a = out.rows(pass.rows());
    pass.math().columns().leak(z, alpha.on(pass.parameters()), a);
    return a;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    Matrix slopes = alpha.on(pass.parameters());
    Matrix ofSlopes = alphaGradient.on(gradient, pass.gradientStart());
    ColumnSums.clear(sums);
    pass.math().columns().leakBackward(z, slopes, delta, sums);
    ColumnSums.addTo(ofSlopes, sums, 1);
    return delta;
  }

  @Override
  public void releaseGradient() {
    alphaGradient.release();
  }

  @Override
  public boolean readsOutput() {
    return false;
  }

  @Override
  public boolean hasParameters() {
    return true;
  }
}
