package org.lockstep.driver.search.surrogate;

/**
 * A = L·Lᵀ of a symmetric positive definite A (n, n); L is lower triangular. Written here and not
 * taken from a library for the half-solves that a Gaussian process is made of.
 */
final class Cholesky {
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factors a matrix, with the smallest of 0, 10⁻¹⁰, 10⁻⁹, … added to its diagonal for which it can
   * be.
   *
   * @param a lower triangle; left as it is
   */
  static Cholesky of(double[][] a) {
    double jitter = 0;
    while (true) {
      double[][] lower = factor(a, jitter);
      if (lower.length == a.length) {
        return new Cholesky(lower);
      }
      jitter = jitter == 0 ? 1e-10 : jitter * 10;
      if (!(jitter < 1e3)) {
        throw new ArithmeticException("a covariance must be finite and symmetric");
      }
    }
  }

  /** L, or an empty array if a pivot is not positive. */
  private static double[][] factor(double[][] a, double jitter) {
    int n = a.length;
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      lower[i] = row;
      for (int j = 0; j <= i; j++) {
        double[] other = lower[j];
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        if (j < i) {
          row[j] = sum / other[j];
        } else if (sum + jitter > 1e-14) {
          row[i] = Math.sqrt(sum + jitter);
        } else {
          return new double[0][];
        }
      }
    }
    return lower;
  }

  /** L⁻¹·b. */
  double[] half(double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < x.length; i++) {
      double[] row = lower[i];
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= row[k] * x[k];
      }
      x[i] = sum / row[i];
    }
    return x;
  }

  /** A⁻¹·b. */
  double[] solve(double[] b) {
    double[] x = half(b);
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int k = 0; k < i; k++) {
        x[k] -= lower[i][k] * x[i];
      }
    }
    return x;
  }

  /** A⁻¹ = L⁻ᵀ·L⁻¹, lower triangle. */
  double[][] inverse() {
    int n = lower.length;
    // Row j is column j of L⁻¹, whose first j entries are 0.
    double[][] columns = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] column = columns[j];
      column[j] = 1 / lower[j][j];
      for (int i = j + 1; i < n; i++) {
        double[] row = lower[i];
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= row[k] * column[k];
        }
        column[i] = sum / row[i];
      }
    }
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += columns[i][k] * columns[j][k];
        }
        inverse[i][j] = sum;
      }
    }
    return inverse;
  }

  /** ln det A = 2·Σ ln Lᵢᵢ. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += StrictMath.log(lower[i][i]);
    }
    return 2 * sum;
  }
}
