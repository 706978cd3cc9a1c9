package org.lockstep.trainer.network;

import java.util.Optional;
import org.lockstep.trainer.matrix.Matrix;

/**
 * {@link BatchNormalizationSpec} over n rows, column by column; in training
 *
 * <pre>
 *   μ = Σx/n;   σ² = Σ(x − μ)²/n;   r = 1/√(σ² + ε);   x̂ = (x − μ)·r;   y = γ·x̂ + β
 *   ∂γ += Σδ·x̂;   ∂β += Σδ;   δ ← γ·r·(δ − (Σδ + x̂·Σδ·x̂)/n)
 *   moving mean's slice += w·μ;   moving variance's slice += w·σ²      w = the rows' weights' sum
 * </pre>
 *
 * <p>Sums are doubles over rows ascending; x̂ is computed in double and cast to float once, y is
 * one fused multiply-add. (δ carries the rows' weights already; the statistics count rows alike.)
 */
final class BatchNormalizationStage implements Stage {
  private final double epsilon;
  private final Optional<SliceView> gamma;
  private final Optional<SliceView> gammaGradient;
  private final Optional<SliceView> beta;
  private final Optional<SliceView> betaGradient;
  private final SliceView movingMean;
  private final SliceView movingMeanGradient;
  private final SliceView movingVariance;
  private final SliceView movingVarianceGradient;
  private final boolean propagates;
  private final RowBuffer normalized;
  private final Optional<RowBuffer> own;
  private final double[] mean;
  private final double[] variance;
  private final double[] inverse;
  private final float[] factor;
  private final float[] shift;
  private final double[] deltaSums;
  private final double[] products;
  private final double[] slope;

  /**
   * @param propagates whether a stage before it needs ∂x
   * @param own where y goes; nothing if it may be written over x
   */
  BatchNormalizationStage(
      BatchNormalizationSpec spec,
      Optional<ParameterLayout.Slice> gamma,
      Optional<ParameterLayout.Slice> beta,
      ParameterLayout.Slice movingMean,
      ParameterLayout.Slice movingVariance,
      boolean propagates,
      RowBuffer normalized,
      Optional<RowBuffer> own) {
    this.epsilon = spec.epsilon();
    this.gamma = gamma.map(SliceView::new);
    this.gammaGradient = gamma.map(SliceView::new);
    this.beta = beta.map(SliceView::new);
    this.betaGradient = beta.map(SliceView::new);
    this.movingMean = new SliceView(movingMean);
    this.movingMeanGradient = new SliceView(movingMean);
    this.movingVariance = new SliceView(movingVariance);
    this.movingVarianceGradient = new SliceView(movingVariance);
    this.propagates = propagates;
    this.normalized = normalized;
    this.own = own;
    this.mean = new double[movingMean.columns()];
    this.variance = new double[mean.length];
    this.inverse = new double[mean.length];
    this.factor = new float[mean.length];
    this.shift = new float[mean.length];
    this.deltaSums = new double[mean.length];
    this.products = new double[mean.length];
    this.slope = new double[mean.length];
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    if (pass.training()) {
      measure(in, pass);
    } else {
      Matrix means = movingMean.on(pass.parameters());
      Matrix variances = movingVariance.on(pass.parameters());
      for (int j = 0; j < mean.length; j++) {
        mean[j] = means.get(0, j);
        variance[j] = variances.get(0, j);
      }
    }
    prepare(pass.parameters());
    Matrix y = own.isPresent() ? own.get().rows(pass.rows()) : in;
    Matrix xs = normalized.rows(pass.rows());
    pass.math().columns().standardize(in, mean, inverse, xs);
    pass.math().columns().scale(xs, factor, shift, y);
    return y;
  }

  /** r, γ and β of every column. */
  private void prepare(float[] parameters) {
    for (int j = 0; j < mean.length; j++) {
      inverse[j] = 1 / Math.sqrt(variance[j] + epsilon);
      factor[j] = gamma.isPresent() ? gamma.get().on(parameters).get(0, j) : 1f;
      shift[j] = beta.isPresent() ? beta.get().on(parameters).get(0, j) : 0f;
    }
  }

  private void measure(Matrix in, Pass pass) {
    int rows = in.rows();
    if (rows < BatchNormalizationSpec.LEAST_ROWS) {
      throw new IllegalArgumentException(
          "a worker's part of a step must have >= %d rows for batch normalization. Received: %d row in step %d of worker %d, both counted from 0"
              .formatted(
                  BatchNormalizationSpec.LEAST_ROWS, rows, pass.key().step(), pass.key().worker()));
    }
    ColumnSums.clear(mean);
    ColumnSums.clear(variance);
    pass.math().columns().addSums(in, mean);
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= rows;
    }
    pass.math().columns().addSquares(in, mean, variance);
    for (int j = 0; j < mean.length; j++) {
      variance[j] /= rows;
    }
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    int rows = delta.rows();
    Matrix xs = normalized.rows(rows);
    ColumnSums.clear(deltaSums);
    ColumnSums.clear(products);
    pass.math().columns().addProducts(delta, xs, deltaSums, products);
    if (gammaGradient.isPresent()) {
      ColumnSums.addTo(gammaGradient.get().on(gradient, pass.gradientStart()), products, 1);
    }
    if (betaGradient.isPresent()) {
      ColumnSums.addTo(betaGradient.get().on(gradient, pass.gradientStart()), deltaSums, 1);
    }
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      weight += pass.batch().weights()[row];
    }
    ColumnSums.addTo(movingMeanGradient.on(gradient, pass.gradientStart()), mean, weight);
    ColumnSums.addTo(movingVarianceGradient.on(gradient, pass.gradientStart()), variance, weight);
    if (propagates) {
      for (int j = 0; j < mean.length; j++) {
        slope[j] = factor[j] * inverse[j];
      }
      pass.math().columns().center(delta, xs, deltaSums, products, slope);
    }
    return delta;
  }

  @Override
  public void releaseGradient() {
    gammaGradient.ifPresent(SliceView::release);
    betaGradient.ifPresent(SliceView::release);
    movingMeanGradient.release();
    movingVarianceGradient.release();
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
