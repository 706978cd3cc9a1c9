package org.lockstep.trainer.matrix;

/** The contract written as plainly as it reads: the oracle of every other kernel. */
public final class ScalarKernel implements Kernel {
  private final Elements elements = new ScalarElements();
  private final Columns columns = new ScalarColumns();

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public Elements elements() {
    return elements;
  }

  @Override
  public void addProduct(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int k = 0; k < a.columns(); k++) {
          sum = Math.fma(a.get(i, k), b.get(k, j), sum);
        }
        c.set(i, j, sum);
      }
    }
  }

  @Override
  public void addTransposedProduct(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int row = 0; row < a.rows(); row++) {
          sum = Math.fma(a.get(row, i), b.get(row, j), sum);
        }
        c.set(i, j, sum);
      }
    }
  }

  @Override
  public void addProductTransposed(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int k = 0; k < a.columns(); k++) {
          sum = Math.fma(a.get(i, k), b.get(j, k), sum);
        }
        c.set(i, j, sum);
      }
    }
  }

  @Override
  public void addSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix w, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      int row = order[from + i];
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int k = x.starts()[row]; k < x.starts()[row + 1]; k++) {
          sum = Math.fma(values[k], w.get(x.indices()[k], j), sum);
        }
        c.set(i, j, sum);
      }
    }
  }

  @Override
  public void addCombination(
      int[] indices,
      float[] values,
      int first,
      int last,
      float[] w,
      int wFrom,
      int n,
      float[] c,
      int cFrom) {
    for (int j = 0; j < n; j++) {
      float sum = 0;
      for (int k = first; k < last; k++) {
        sum = Math.fma(values[k], w[wFrom + indices[k] * n + j], sum);
      }
      c[cFrom + j] += sum;
    }
  }

  @Override
  public void addTransposedSparseProduct(
      SparseRows x, float[] values, int[] order, int from, Matrix delta, Matrix g) {
    for (int i = 0; i < delta.rows(); i++) {
      int row = order[from + i];
      for (int k = x.starts()[row]; k < x.starts()[row + 1]; k++) {
        int column = x.indices()[k];
        for (int j = 0; j < delta.columns(); j++) {
          g.set(column, j, Math.fma(values[k], delta.get(i, j), g.get(column, j)));
        }
      }
    }
  }

  @Override
  public void addColumnSums(Matrix a, Matrix sums) {
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        sums.set(0, j, sums.get(0, j) + a.get(i, j));
      }
    }
  }

  @Override
  public double sumOfSquares(float[] x, int from, int to) {
    double total = 0;
    for (int start = from; start < to; start += BLOCK) {
      int end = Math.min(to, start + BLOCK);
      double block = 0;
      for (int lane = 0; lane < PARTIAL_SUMS; lane++) {
        float sum = 0;
        for (int i = start + lane; i < end; i += PARTIAL_SUMS) {
          sum = Math.fma(x[i], x[i], sum);
        }
        block += sum;
      }
      total += block;
    }
    return total;
  }
}
