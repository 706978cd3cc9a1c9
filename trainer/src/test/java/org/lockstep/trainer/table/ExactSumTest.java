package org.lockstep.trainer.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sumsAndSquaresAreThoseOfBigDecimalOverTheWholeRangeOfDoubles(long seed) {
    Random random = new Random(seed);
    ExactSum[] sums = {new ExactSum(), new ExactSum()};
    ExactSum[] squares = {new ExactSum(), new ExactSum()};
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal square = BigDecimal.ZERO;
    for (int i = 0; i < 300; i++) {
      double x = anyFinite(random);
      int part = random.nextInt(2);
      sums[part].add(x);
      squares[part].addSquare(x);
      BigDecimal exact = new BigDecimal(x);
      sum = sum.add(exact);
      square = square.add(exact.multiply(exact));
    }
    sums[1].merge(sums[0]);
    squares[0].merge(squares[1]);
    assertThat(sums[1].value()).as("seed %d", seed).isEqualByComparingTo(sum);
    assertThat(squares[0].value()).as("seed %d", seed).isEqualByComparingTo(square);
  }

  @Test
  void extremesAreExact() {
    for (double x : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, -0.0, 1}) {
      ExactSum sum = new ExactSum();
      ExactSum squares = new ExactSum();
      BigDecimal exact = new BigDecimal(x);
      for (int i = 0; i < 3; i++) {
        sum.add(-x);
        squares.addSquare(-x);
      }
      assertThat(sum.value()).isEqualByComparingTo(exact.multiply(BigDecimal.valueOf(-3)));
      assertThat(squares.value())
          .isEqualByComparingTo(exact.multiply(exact).multiply(BigDecimal.valueOf(3)));
    }
  }

  @Test
  void whatCancelsLeavesNothing() {
    ExactSum sum = new ExactSum();
    for (double x : new double[] {1e300, 1e-300, 3, -1e300, -3, -1e-300}) {
      sum.add(x);
    }
    assertThat(sum.value()).isEqualByComparingTo(BigDecimal.ZERO);
  }

  private static double anyFinite(Random random) {
    double x = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(x) ? x : random.nextGaussian();
  }
}
