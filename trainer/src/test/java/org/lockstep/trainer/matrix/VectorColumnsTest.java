package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits of {@link ScalarColumns}, which batch normalization's golden values prove, by vectors.
 */
class VectorColumnsTest {
  private static final Columns PLAIN = new ScalarColumns();

  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @CsvSource({
    "128, 1, 1",
    "128, 7, 2",
    "128, 33, 13",
    "256, 1, 3",
    "256, 7, 4",
    "256, 33, 13",
    "512, 1, 7",
    "512, 7, 8",
    "512, 33, 29",
    "512, 0, 8"
  })
  void haveTheBitsOfThePlainFormulas(String bits, int rows, int columns) {
    Columns vectors = KernelOfWidth.load(bits).columns();
    Matrix x = numbers(rows, columns, 3);
    Matrix delta = numbers(rows, columns, 5);
    double[] mean = numbers(columns);
    double[] sums = numbers(columns);
    double[] products = numbers(columns);
    float[] factor = numbers(1, columns, 0).data();
    float[] shift = numbers(1, columns, 0).data();
    double[][] expected = new double[4][];
    double[][] actual = new double[4][];
    for (int i = 0; i < 4; i++) {
      expected[i] = sums.clone();
      actual[i] = sums.clone();
    }
    PLAIN.addSums(x, expected[0]);
    vectors.addSums(x, actual[0]);
    PLAIN.addSquares(x, mean, expected[1]);
    vectors.addSquares(x, mean, actual[1]);
    PLAIN.addProducts(delta, x, expected[2], expected[3]);
    vectors.addProducts(delta, x, actual[2], actual[3]);
    assertThat(actual).isDeepEqualTo(expected);

    Matrix plain = numbers(rows, columns, 1);
    Matrix vector = copy(plain);
    PLAIN.standardize(x, mean, sums, plain);
    vectors.standardize(x, mean, sums, vector);
    assertThat(vector.data()).containsExactly(plain.data());
    PLAIN.scale(plain, factor, shift, plain);
    vectors.scale(vector, factor, shift, vector);
    assertThat(vector.data()).containsExactly(plain.data());
    double[] leaked = sums.clone();
    Matrix slope = numbers(1, columns, 2);
    Matrix sent = copy(delta);
    Matrix sentByVectors = copy(delta);
    PLAIN.leak(x, slope, plain);
    vectors.leak(x, slope, vector);
    assertThat(vector.data()).containsExactly(plain.data());
    PLAIN.leakBackward(x, slope, sent, sums);
    vectors.leakBackward(x, slope, sentByVectors, leaked);
    assertThat(leaked).containsExactly(sums);
    assertThat(sentByVectors.data()).containsExactly(sent.data());

    Matrix centered = copy(delta);
    PLAIN.center(delta, x, sums, products, mean);
    vectors.center(centered, x, sums, products, mean);
    assertThat(centered.data()).containsExactly(delta.data());
  }

  private double[] numbers(int count) {
    return random.doubles(count, -3, 3).toArray();
  }

  /** At an offset, since a view may be anywhere. */
  private Matrix numbers(int rows, int columns, int offset) {
    float[] data = new float[offset + rows * columns + 2];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (4 * random.nextGaussian());
    }
    return new Matrix(data, offset, rows, columns);
  }

  private static Matrix copy(Matrix matrix) {
    return new Matrix(matrix.data().clone(), matrix.offset(), matrix.rows(), matrix.columns());
  }
}
