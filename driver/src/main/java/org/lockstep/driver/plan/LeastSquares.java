package org.lockstep.driver.plan;

/**
 * Non-negative least squares of relative errors: coefficients x ≥ 0 with the least Σ ((a·x −
 * t)/t)². A cost cannot be negative, and a millisecond more of a long step matters as little as a
 * microsecond of a short one. By coordinate descent, which converges for this convex problem
 * (Franc, Hlaváč and Navara, "Sequential coordinate-wise algorithm for the NNLS problem", 2005).
 */
final class LeastSquares {
  private static final int SWEEPS = 20_000;

  private LeastSquares() {}

  /**
   * @param rows a: one a measurement, a column a coefficient
   * @param times t: one a measurement, above 0
   */
  static double[] solve(double[][] rows, double[] times) {
    int columns = rows[0].length;
    double[][] products = new double[columns][columns];
    double[] right = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        right[j] += rows[i][j] / times[i];
        for (int k = 0; k < columns; k++) {
          products[j][k] += rows[i][j] * rows[i][k] / (times[i] * times[i]);
        }
      }
    }
    double[] x = new double[columns];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int j = 0; j < columns; j++) {
        x[j] = products[j][j] == 0 ? 0 : Math.max(0, x[j] + residual(products, right, x, j));
      }
    }
    return x;
  }

  /** How far coordinate j is from its best value, the others kept. */
  private static double residual(double[][] products, double[] right, double[] x, int j) {
    double sum = right[j];
    for (int k = 0; k < x.length; k++) {
      sum -= products[j][k] * x[k];
    }
    return sum / products[j][j];
  }
}
