package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {

  @Test
  void exactTimesGiveTheirCosts() {
    double[][] rows = {{1, 8, 90}, {1, 64, 500}, {1, 512, 2000}, {1, 4096, 4500}, {1, 8784, 5000}};
    double[] times = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      times[i] = 2e-5 + rows[i][1] * 6e-7 + rows[i][2] * 4e-8;
    }
    double[] x = LeastSquares.solve(rows, times);
    assertThat(x[0]).isCloseTo(2e-5, withPercentage(1));
    assertThat(x[1]).isCloseTo(6e-7, withPercentage(1));
    assertThat(x[2]).isCloseTo(4e-8, withPercentage(1));
  }

  /**
   * t = 1 + 2r would need −1 of the last column to fit the third time; 0 is the least it may be.
   */
  @Test
  void noCostIsBelowZero() {
    double[][] rows = {{1, 1, 0}, {1, 2, 0}, {1, 3, 5}};
    double[] x = LeastSquares.solve(rows, new double[] {3, 5, 2});
    assertThat(x[2]).isCloseTo(0, offset(1e-12));
    assertThat(x[0]).isGreaterThanOrEqualTo(0);
    assertThat(x[1]).isGreaterThanOrEqualTo(0);
  }

  /** Of one cost and times 1 and 2: Σ ((c − t)/t)² is least at c = (1 + 1/2)/(1 + 1/4) = 1.2. */
  @Test
  void errorsAreRelative() {
    double[] x = LeastSquares.solve(new double[][] {{1}, {1}}, new double[] {1, 2});
    assertThat(x[0]).isCloseTo(1.2, offset(1e-12));
  }
}
