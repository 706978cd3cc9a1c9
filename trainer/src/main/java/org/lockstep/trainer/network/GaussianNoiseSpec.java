package org.lockstep.trainer.network;

/**
 * Additive noise, as Keras' {@code GaussianNoise}: in training y = x + N(0, standardDeviation²), a
 * number of its own for each value; in evaluation nothing happens. Directly after a sparse input
 * the noise is among its non-zeros only, so that the rows stay sparse.
 *
 * @param standardDeviation σ, finite and ≥ 0; 0 adds nothing
 */
public record GaussianNoiseSpec(double standardDeviation) implements LayerSpec {

  public GaussianNoiseSpec {
    if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "standardDeviation must be a finite number >= 0. Received: " + standardDeviation);
    }
  }

  @Override
  public String word() {
    return "gaussian_noise";
  }
}
