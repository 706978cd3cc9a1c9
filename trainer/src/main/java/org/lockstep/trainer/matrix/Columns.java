package org.lockstep.trainer.matrix;

/**
 * What batch normalization and a parametric ReLU need of the columns of a mini-batch: sums over
 * rows ascending, and maps of single elements, in double and rounded to a float once if not said
 * otherwise. A column needs nothing of the others, so the bits are the same in each implementation,
 * whatever the vector width. Matrices are (rows, columns); an output may be the input.
 * Implementations hold no state and serve any number of threads.
 */
public interface Columns {

  /** sums[j] += Σᵢ x(i, j). */
  void addSums(Matrix x, double[] sums);

  /** sums[j] += Σᵢ (x(i, j) − mean[j])². */
  void addSquares(Matrix x, double[] mean, double[] sums);

  /** sums[j] += Σᵢ δ(i, j); products[j] += Σᵢ δ(i, j)·x(i, j). */
  void addProducts(Matrix delta, Matrix x, double[] sums, double[] products);

  /** y(i, j) = (x(i, j) − mean[j])·inverse[j]. */
  void standardize(Matrix x, double[] mean, double[] inverse, Matrix y);

  /** y(i, j) = factor[j]·x(i, j) + shift[j], a fused multiply-add of floats. */
  void scale(Matrix x, float[] factor, float[] shift, Matrix y);

  /** δ(i, j) = slope[j]·(δ(i, j) − (sums[j] + x(i, j)·products[j]) / rows). */
  void center(Matrix delta, Matrix x, double[] sums, double[] products, double[] slope);

  /** y(i, j) = x(i, j) where that is &gt; 0, slope[j]·x(i, j) elsewhere, in float. */
  void leak(Matrix x, Matrix slope, Matrix y);

  /** Where x(i, j) ≤ 0: sums[j] += δ(i, j)·x(i, j), then δ(i, j) = slope[j]·δ(i, j) in float. */
  void leakBackward(Matrix x, Matrix slope, Matrix delta, double[] sums);
}
