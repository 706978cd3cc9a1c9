package org.lockstep.trainer.network;

/**
 * Batch normalization (Ioffe &amp; Szegedy 2015, Algorithms 1 and 2), column by column, as Keras:
 *
 * <pre>
 *   training:    y = γ·(x − μ)/√(σ² + ε) + β   with the batch's mean μ and biased variance σ²
 *   evaluation:  y = γ·(x − m)/√(v + ε) + β    with the moving averages m and v
 * </pre>
 *
 * <p>The batch is one logical worker's part of a step, every row counting alike; so the result
 * depends on the number of workers, as in every data-parallel trainer without synchronised
 * statistics. A step's statistic for the moving averages is the mean of the workers' statistics
 * weighted by their example weights: {@link MovingAverages}. The variance that moves is the biased
 * one, as in Keras; PyTorch moves the unbiased one, n/(n−1) times as large.
 *
 * @param momentum of the moving averages, in [0, 1): share of the old value that stays a step;
 *     default 0.99 (PyTorch's {@code momentum} is 1 minus this one)
 * @param epsilon ε &gt; 0, which keeps the division finite; default 1e-3
 * @param center whether there is β, learned, at first 0
 * @param scale whether there is γ, learned, at first 1
 */
public record BatchNormalizationSpec(double momentum, double epsilon, boolean center, boolean scale)
    implements LayerSpec {

  public static final double MOMENTUM = 0.99;
  public static final double EPSILON = 1e-3;

  /** Rows that a worker's part must have: of one row the variance is 0 and the output β. */
  public static final int LEAST_ROWS = 2;

  public BatchNormalizationSpec {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1). Received: " + momentum);
    }
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "epsilon must be a finite number > 0. Received: " + epsilon);
    }
  }

  /** Keras' defaults. */
  public BatchNormalizationSpec() {
    this(MOMENTUM, EPSILON, true, true);
  }

  @Override
  public String word() {
    return "batch_normalization";
  }
}
