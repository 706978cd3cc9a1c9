package org.lockstep.trainer.matrix;

/**
 * The plain formulas; each once more from a column {@code first} on, for what is left beside whole
 * vectors.
 */
public final class ScalarColumns implements Columns {

  @Override
  public void addSums(Matrix x, double[] sums) {
    addSums(x, 0, sums);
  }

  public static void addSums(Matrix x, int first, double[] sums) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        sums[j] += x.get(row, j);
      }
    }
  }

  @Override
  public void addSquares(Matrix x, double[] mean, double[] sums) {
    addSquares(x, 0, mean, sums);
  }

  public static void addSquares(Matrix x, int first, double[] mean, double[] sums) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        double apart = x.get(row, j) - mean[j];
        sums[j] += apart * apart;
      }
    }
  }

  @Override
  public void addProducts(Matrix delta, Matrix x, double[] sums, double[] products) {
    addProducts(delta, x, 0, sums, products);
  }

  public static void addProducts(
      Matrix delta, Matrix x, int first, double[] sums, double[] products) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        double d = delta.get(row, j);
        sums[j] += d;
        products[j] += d * x.get(row, j);
      }
    }
  }

  @Override
  public void standardize(Matrix x, double[] mean, double[] inverse, Matrix y) {
    standardize(x, 0, mean, inverse, y);
  }

  public static void standardize(Matrix x, int first, double[] mean, double[] inverse, Matrix y) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        y.set(row, j, (float) ((x.get(row, j) - mean[j]) * inverse[j]));
      }
    }
  }

  @Override
  public void scale(Matrix x, float[] factor, float[] shift, Matrix y) {
    scale(x, 0, factor, shift, y);
  }

  public static void scale(Matrix x, int first, float[] factor, float[] shift, Matrix y) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        y.set(row, j, Math.fma(factor[j], x.get(row, j), shift[j]));
      }
    }
  }

  @Override
  public void center(Matrix delta, Matrix x, double[] sums, double[] products, double[] slope) {
    center(delta, x, 0, sums, products, slope);
  }

  public static void center(
      Matrix delta, Matrix x, int first, double[] sums, double[] products, double[] slope) {
    int rows = x.rows();
    for (int row = 0; row < rows; row++) {
      for (int j = first; j < x.columns(); j++) {
        double common = (sums[j] + x.get(row, j) * products[j]) / rows;
        delta.set(row, j, (float) (slope[j] * (delta.get(row, j) - common)));
      }
    }
  }

  @Override
  public void leak(Matrix x, Matrix slope, Matrix y) {
    leak(x, 0, slope, y);
  }

  public static void leak(Matrix x, int first, Matrix slope, Matrix y) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        float each = x.get(row, j);
        y.set(row, j, each > 0 ? each : slope.get(0, j) * each);
      }
    }
  }

  @Override
  public void leakBackward(Matrix x, Matrix slope, Matrix delta, double[] sums) {
    leakBackward(x, 0, slope, delta, sums);
  }

  public static void leakBackward(Matrix x, int first, Matrix slope, Matrix delta, double[] sums) {
    for (int row = 0; row < x.rows(); row++) {
      for (int j = first; j < x.columns(); j++) {
        if (!(x.get(row, j) > 0)) {
          sums[j] += (double) delta.get(row, j) * x.get(row, j);
          delta.set(row, j, slope.get(0, j) * delta.get(row, j));
        }
      }
    }
  }
}
