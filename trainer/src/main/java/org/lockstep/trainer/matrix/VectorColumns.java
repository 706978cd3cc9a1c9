package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The formulas in SIMD: a lane is a column, which keeps its own chain over the rows, so the bits
 * equal {@link ScalarColumns}', which also does the columns that are left beside whole vectors.
 *
 * <p>A vector of floats makes two of doubles, its low and its high half. Vectors of half as many
 * floats would be plainer, but a second class of them in a JVM costs all others their speed: the
 * compiler no longer knows which one it meets.
 */
final class VectorColumns implements Columns {
  private static final VectorSpecies<Float> FLOATS = VectorWidth.SPECIES;
  private static final VectorSpecies<Double> DOUBLES = VectorWidth.DOUBLES;
  private static final int LANES = FLOATS.length();
  private static final int HALF = DOUBLES.length();
  private static final VectorMask<Float> HIGH = VectorWidth.HIGH;

  /** Where the last whole vector of a row ends. */
  private static int end(Matrix x) {
    return x.columns() - x.columns() % LANES;
  }

  @Override
  public void addSums(Matrix x, double[] sums) {
    int end = end(x);
    addSums(x, end, sums);
    ScalarColumns.addSums(x, end, sums);
  }

  /** Of the columns before {@code end}. */
  private static void addSums(Matrix x, int end, double[] sums) {
    float[] xs = x.data();
    int columns = x.columns();
    for (int j = 0; j < end; j += LANES) {
      DoubleVector low = DoubleVector.fromArray(DOUBLES, sums, j);
      DoubleVector high = DoubleVector.fromArray(DOUBLES, sums, j + HALF);
      int at = x.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        low = low.add(each.convertShape(F2D, DOUBLES, 0));
        high = high.add(each.convertShape(F2D, DOUBLES, 1));
      }
      low.intoArray(sums, j);
      high.intoArray(sums, j + HALF);
    }
  }

  @Override
  public void addSquares(Matrix x, double[] mean, double[] sums) {
    float[] xs = x.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      DoubleVector low = DoubleVector.fromArray(DOUBLES, sums, j);
      DoubleVector high = DoubleVector.fromArray(DOUBLES, sums, j + HALF);
      DoubleVector lowMean = DoubleVector.fromArray(DOUBLES, mean, j);
      DoubleVector highMean = DoubleVector.fromArray(DOUBLES, mean, j + HALF);
      int at = x.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        DoubleVector a = ((DoubleVector) each.convertShape(F2D, DOUBLES, 0)).sub(lowMean);
        DoubleVector b = ((DoubleVector) each.convertShape(F2D, DOUBLES, 1)).sub(highMean);
        low = low.add(a.mul(a));
        high = high.add(b.mul(b));
      }
      low.intoArray(sums, j);
      high.intoArray(sums, j + HALF);
    }
    ScalarColumns.addSquares(x, end, mean, sums);
  }

  @Override
  public void addProducts(Matrix delta, Matrix x, double[] sums, double[] products) {
    addSums(delta, end(x), sums);
    float[] deltas = delta.data();
    float[] xs = x.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      DoubleVector low = DoubleVector.fromArray(DOUBLES, products, j);
      DoubleVector high = DoubleVector.fromArray(DOUBLES, products, j + HALF);
      int at = x.offset() + j;
      int deltaAt = delta.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns, deltaAt += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        FloatVector d = FloatVector.fromArray(FLOATS, deltas, deltaAt);
        DoubleVector a = (DoubleVector) d.convertShape(F2D, DOUBLES, 0);
        DoubleVector b = (DoubleVector) d.convertShape(F2D, DOUBLES, 1);
        low = low.add(a.mul(each.convertShape(F2D, DOUBLES, 0)));
        high = high.add(b.mul(each.convertShape(F2D, DOUBLES, 1)));
      }
      low.intoArray(products, j);
      high.intoArray(products, j + HALF);
    }
    ScalarColumns.addProducts(delta, x, end, sums, products);
  }

  @Override
  public void standardize(Matrix x, double[] mean, double[] inverse, Matrix y) {
    float[] xs = x.data();
    float[] ys = y.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      DoubleVector lowMean = DoubleVector.fromArray(DOUBLES, mean, j);
      DoubleVector highMean = DoubleVector.fromArray(DOUBLES, mean, j + HALF);
      DoubleVector lowInverse = DoubleVector.fromArray(DOUBLES, inverse, j);
      DoubleVector highInverse = DoubleVector.fromArray(DOUBLES, inverse, j + HALF);
      int at = x.offset() + j;
      int yAt = y.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns, yAt += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        DoubleVector a = ((DoubleVector) each.convertShape(F2D, DOUBLES, 0)).sub(lowMean);
        DoubleVector b = ((DoubleVector) each.convertShape(F2D, DOUBLES, 1)).sub(highMean);
        FloatVector low = (FloatVector) a.mul(lowInverse).convertShape(D2F, FLOATS, 0);
        low.blend(b.mul(highInverse).convertShape(D2F, FLOATS, -1), HIGH).intoArray(ys, yAt);
      }
    }
    ScalarColumns.standardize(x, end, mean, inverse, y);
  }

  @Override
  public void scale(Matrix x, float[] factor, float[] shift, Matrix y) {
    float[] xs = x.data();
    float[] ys = y.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      FloatVector slope = FloatVector.fromArray(FLOATS, factor, j);
      FloatVector added = FloatVector.fromArray(FLOATS, shift, j);
      int at = x.offset() + j;
      int yAt = y.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns, yAt += columns) {
        slope.fma(FloatVector.fromArray(FLOATS, xs, at), added).intoArray(ys, yAt);
      }
    }
    ScalarColumns.scale(x, end, factor, shift, y);
  }

  @Override
  public void center(Matrix delta, Matrix x, double[] sums, double[] products, double[] slope) {
    float[] deltas = delta.data();
    float[] xs = x.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      DoubleVector lowSum = DoubleVector.fromArray(DOUBLES, sums, j);
      DoubleVector highSum = DoubleVector.fromArray(DOUBLES, sums, j + HALF);
      DoubleVector lowProduct = DoubleVector.fromArray(DOUBLES, products, j);
      DoubleVector highProduct = DoubleVector.fromArray(DOUBLES, products, j + HALF);
      DoubleVector lowSlope = DoubleVector.fromArray(DOUBLES, slope, j);
      DoubleVector highSlope = DoubleVector.fromArray(DOUBLES, slope, j + HALF);
      int at = x.offset() + j;
      int deltaAt = delta.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns, deltaAt += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        FloatVector d = FloatVector.fromArray(FLOATS, deltas, deltaAt);
        DoubleVector a = (DoubleVector) each.convertShape(F2D, DOUBLES, 0);
        DoubleVector b = (DoubleVector) each.convertShape(F2D, DOUBLES, 1);
        a = a.mul(lowProduct).add(lowSum).div(x.rows());
        b = b.mul(highProduct).add(highSum).div(x.rows());
        a = ((DoubleVector) d.convertShape(F2D, DOUBLES, 0)).sub(a).mul(lowSlope);
        b = ((DoubleVector) d.convertShape(F2D, DOUBLES, 1)).sub(b).mul(highSlope);
        FloatVector low = (FloatVector) a.convertShape(D2F, FLOATS, 0);
        low.blend(b.convertShape(D2F, FLOATS, -1), HIGH).intoArray(deltas, deltaAt);
      }
    }
    ScalarColumns.center(delta, x, end, sums, products, slope);
  }

  @Override
  public void leak(Matrix x, Matrix slope, Matrix y) {
    float[] xs = x.data();
    float[] ys = y.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      FloatVector slopes = FloatVector.fromArray(FLOATS, slope.data(), slope.offset() + j);
      int at = x.offset() + j;
      int yAt = y.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns, yAt += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        each.mul(slopes).blend(each, each.compare(GT, 0f)).intoArray(ys, yAt);
      }
    }
    ScalarColumns.leak(x, end, slope, y);
  }

  @Override
  public void leakBackward(Matrix x, Matrix slope, Matrix delta, double[] sums) {
    float[] deltas = delta.data();
    float[] xs = x.data();
    int columns = x.columns();
    int end = end(x);
    for (int j = 0; j < end; j += LANES) {
      FloatVector slopes = FloatVector.fromArray(FLOATS, slope.data(), slope.offset() + j);
      DoubleVector low = DoubleVector.fromArray(DOUBLES, sums, j);
      DoubleVector high = DoubleVector.fromArray(DOUBLES, sums, j + HALF);
      int at = x.offset() + j;
      int deltaAt = delta.offset() + j;
      for (int row = 0; row < x.rows(); row++, at += columns, deltaAt += columns) {
        FloatVector each = FloatVector.fromArray(FLOATS, xs, at);
        FloatVector d = FloatVector.fromArray(FLOATS, deltas, deltaAt);
        VectorMask<Float> above = each.compare(GT, 0f);
        FloatVector x0 = each.blend(0f, above); // 0·0 changes no sum
        FloatVector d0 = d.blend(0f, above);
        DoubleVector a = (DoubleVector) d0.convertShape(F2D, DOUBLES, 0);
        DoubleVector b = (DoubleVector) d0.convertShape(F2D, DOUBLES, 1);
        low = low.add(a.mul(x0.convertShape(F2D, DOUBLES, 0)));
        high = high.add(b.mul(x0.convertShape(F2D, DOUBLES, 1)));
        d.mul(slopes).blend(d, above).intoArray(deltas, deltaAt);
      }
      low.intoArray(sums, j);
      high.intoArray(sums, j + HALF);
    }
    ScalarColumns.leakBackward(x, end, slope, delta, sums);
  }
}
