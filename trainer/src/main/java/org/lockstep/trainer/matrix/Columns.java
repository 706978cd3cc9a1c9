package org.lockstep.trainer.matrix;

/**
 * What batch normalization needs of the columns of a mini-batch: sums over rows ascending and maps
 * of single elements, all in double, rounded to a float once. A column needs nothing of the others,
 * so the bits are the same in each implementation, whatever the vector width. Matrices are (rows,
 * columns); an output may be the input. Implementations hold no state and serve any number of
 * threads.
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
}
