package org.lockstep.driver.search.surrogate;

/**
 * A Gaussian process of mean 0 with a given kernel, conditioned on observations (Rasmussen &amp;
 * Williams 2006, Algorithm 2.1).
 */
final class Posterior {
  private final double[][] x;
  private final double[] y;
  private final int[] parameters;
  private final Matern kernel;
  private final double[][] distances;
  private final double[][] covariances;
  private final Cholesky covariance;
  private final double[] alpha;

  /**
   * @param x features of n observations (n, features)
   * @param y their values (n)
   * @param parameters which parameter, and so which length scale, each feature belongs to
   * @param noisy how many of the observations, the first ones, have the kernel's noise; the rest
   *     are the function itself
   */
  Posterior(double[][] x, double[] y, int[] parameters, Matern kernel, int noisy) {
    this.x = x;
    this.y = y;
    this.parameters = parameters;
    this.kernel = kernel;
    this.distances = new double[x.length][];
    double[][] k = new double[x.length][];
    this.covariances = k;
    for (int i = 0; i < x.length; i++) {
      distances[i] = new double[i];
      k[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        distances[i][j] = kernel.distance(x[i], x[j], parameters);
        k[i][j] = kernel.at(distances[i][j]);
      }
      k[i][i] = kernel.signal() + (i < noisy ? kernel.noise() : 0);
    }
    this.covariance = Cholesky.of(k);
    this.alpha = covariance.solve(y);
  }

  /** Mean and standard deviation of the function (without the noise) at a point. */
  Prediction at(double[] point) {
    double[] k = new double[x.length];
    double mean = 0;
    for (int i = 0; i < k.length; i++) {
      k[i] = kernel.at(kernel.distance(x[i], point, parameters));
      mean += k[i] * alpha[i];
    }
    double variance = kernel.signal();
    for (double v : covariance.half(k)) {
      variance -= v * v;
    }
    return new Prediction(mean, Math.sqrt(Math.max(variance, 1e-12 * kernel.signal())));
  }

  /** ln p(y) = −½·yᵀα − ½·ln det(K + σ²I) − n/2·ln 2π. */
  double logLikelihood() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * alpha[i];
    }
    return -(sum + covariance.logDeterminant() + y.length * StrictMath.log(2 * Math.PI)) / 2;
  }

  /**
   * The gradient of {@link #logLikelihood} in (ln ℓ₁, …, ln ℓ_d, ln s², ln σ²): ½·tr((α·αᵀ −
   * K⁻¹)·∂K/∂θ) (equation 5.9).
   */
  double[] gradient() {
    int d = kernel.lengths().length;
    double[] gradient = new double[d + 2];
    double[][] inverse = covariance.inverse();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        // Both triangles, so the half falls away.
        double weight = alpha[i] * alpha[j] - inverse[i][j];
        double slope = weight * kernel.slope(distances[i][j], covariances[i][j]);
        for (int f = 0; f < parameters.length; f++) {
          double difference = (x[i][f] - x[j][f]) / kernel.lengths()[parameters[f]];
          gradient[parameters[f]] += slope * difference * difference;
        }
        gradient[d] += weight * covariances[i][j];
      }
      double weight = (alpha[i] * alpha[i] - inverse[i][i]) / 2;
      gradient[d] += weight * kernel.signal();
      gradient[d + 1] += weight * kernel.noise();
    }
    return gradient;
  }
}
