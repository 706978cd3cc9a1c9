package org.lockstep.driver.search.spec;

/** Which setting is tried next. */
public enum SamplerSpec {
  /** Every combination of the parameters' points, the last parameter fastest. */
  GRID,
  /** Uniform draws. */
  RANDOM,
  /** Points of a scrambled Sobol sequence, which leave fewer holes than draws. */
  SOBOL,
  /** Expected improvement of a Gaussian process. */
  BAYESIAN,
  /** The ratio of two densities of parameters, of good and of other trials. */
  TPE;

  /** Whether results of earlier trials decide the next. */
  public boolean learns() {
    return this == BAYESIAN || this == TPE;
  }
}
