package org.lockstep.driver.search.surrogate;

import java.util.Arrays;
import java.util.List;
import org.lockstep.driver.search.space.Setting;

/**
 * A Gaussian process fitted to scores: they are brought to mean 0 and variance 1, the kernel is
 * that of the largest marginal likelihood times {@link KernelPrior}. Predictions are in units of
 * the scores.
 */
public final class GaussianProcess {
  /** The kernel is fitted to so many of the latest scores at most: the work grows with the cube. */
  private static final int FITTED = 150;

  private final Features features;
  private final Matern kernel;
  private final double[][] x;
  private final double[] y;
  private final double center;
  private final double scale;
  private final int scored;
  private final Posterior posterior;

  private GaussianProcess(
      Features features,
      Matern kernel,
      double[][] x,
      double[] y,
      double center,
      double scale,
      int scored) {
    this.features = features;
    this.kernel = kernel;
    this.x = x;
    this.y = y;
    this.center = center;
    this.scale = scale;
    this.scored = scored;
    this.posterior = new Posterior(x, y, features.parameters(), kernel, scored);
  }

  /**
   * @param settings at least one
   * @param scores one a setting, finite
   */
  public static GaussianProcess fit(Features features, List<Setting> settings, double[] scores) {
    double center = Arrays.stream(scores).average().orElseThrow();
    double variance =
        Arrays.stream(scores).map(s -> (s - center) * (s - center)).sum() / scores.length;
    double scale = variance > 0 ? Math.sqrt(variance) : 1;
    double[][] x = settings.stream().map(features::of).toArray(double[][]::new);
    double[] y = Arrays.stream(scores).map(s -> (s - center) / scale).toArray();
    int from = Math.max(0, y.length - FITTED);
    Matern kernel =
        KernelFit.fit(
            Arrays.copyOfRange(x, from, y.length),
            Arrays.copyOfRange(y, from, y.length),
            features.parameters(),
            KernelPrior.STANDARD);
    return new GaussianProcess(features, kernel, x, y, center, scale, y.length);
  }

  /**
   * As if these settings had scored what the model expects of them (Ginsbourger, Le Riche &amp;
   * Carraro, "Kriging is well-suited to parallelize optimization", 2010: the kriging believer): the
   * mean stays, and the doubt around them goes.
   */
  public GaussianProcess believing(List<Setting> pending) {
    if (pending.isEmpty()) {
      return this;
    }
    double[][] more = Arrays.copyOf(x, x.length + pending.size());
    double[] values = Arrays.copyOf(y, more.length);
    for (int i = 0; i < pending.size(); i++) {
      more[x.length + i] = features.of(pending.get(i));
      values[x.length + i] = posterior.at(more[x.length + i]).mean();
    }
    return new GaussianProcess(features, kernel, more, values, center, scale, scored);
  }

  public Prediction at(Setting setting) {
    Prediction scaled = posterior.at(features.of(setting));
    return new Prediction(center + scale * scaled.mean(), scale * scaled.deviation());
  }

  /** The length scale of each parameter of the space, in units of its side of the cube. */
  public double[] lengths() {
    return kernel.lengths().clone();
  }
}
