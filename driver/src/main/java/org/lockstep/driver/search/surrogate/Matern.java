package org.lockstep.driver.search.surrogate;

/**
 * The Matérn kernel of smoothness 5/2 with a length scale a parameter (automatic relevance
 * determination): k(x, x′) = s²·(1 + √5·r + 5/3·r²)·exp(−√5·r), r² = Σⱼ (xⱼ − x′ⱼ)²/ℓⱼ².
 *
 * @param lengths ℓ, one a parameter; a long one says that the parameter hardly matters
 * @param signal s², the variance of the function
 * @param noise σ², the variance of one observation around it
 */
record Matern(double[] lengths, double signal, double noise) {
  private static final double ROOT5 = Math.sqrt(5);

  /** s²·(1 + √5·r + 5/3·r²)·exp(−√5·r). */
  double at(double distance) {
    double scaled = ROOT5 * distance;
    return signal * (1 + scaled + scaled * scaled / 3) * StrictMath.exp(-scaled);
  }

  /**
   * The factor f of ∂k/∂(ln ℓⱼ) = f·(xⱼ − x′ⱼ)²/ℓⱼ²: s²·5/3·(1 + √5·r)·exp(−√5·r).
   *
   * @param value k at this distance, which spares the exponential
   */
  double slope(double distance, double value) {
    double scaled = ROOT5 * distance;
    return value * 5 * (1 + scaled) / (3 + 3 * scaled + scaled * scaled);
  }

  /**
   * r.
   *
   * @param parameters which parameter each feature belongs to
   */
  double distance(double[] a, double[] b, int[] parameters) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (a[i] - b[i]) / lengths[parameters[i]];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
