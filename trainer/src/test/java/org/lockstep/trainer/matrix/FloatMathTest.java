package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against StrictMath in double, over the floats and at the points where such functions break. */
class FloatMathTest {
  /** Odd, so that the sweep meets every pattern of low bits; 4.3 million floats a function. */
  private static final int STRIDE = 1009;

  private interface FloatFunction {
    float apply(float x);
  }

  @Test
  void expIsWithinItsStatedError() {
    assertThat(worstError(FloatMath::exp, StrictMath::exp)).isBetween(0.5, 1.1);
  }

  @Test
  void logIsWithinItsStatedError() {
    assertThat(worstError(FloatMath::log, StrictMath::log)).isBetween(0.5, 0.9);
  }

  @Test
  void log1pIsWithinItsStatedError() {
    assertThat(worstError(FloatMath::log1p, StrictMath::log1p)).isBetween(0.5, 1.5);
  }

  @Test
  void tanhIsWithinItsStatedError() {
    assertThat(worstError(FloatMath::tanh, StrictMath::tanh)).isBetween(0.5, 1.5);
  }

  @Test
  void sigmoidIsWithinItsStatedError() {
    assertThat(worstError(FloatMath::sigmoid, FloatMathTest::sigmoid)).isBetween(0.5, 2.5);
  }

  @Test
  void softplusIsWithinItsStatedError() {
    assertThat(worstError(FloatMath::softplus, FloatMathTest::softplus)).isBetween(0.5, 1.8);
  }

  @Test
  void holdsAtHardPoints() {
    float[] points = {
      0f,
      1e-30f,
      1e-45f,
      1.17549435e-38f,
      1e-8f,
      0.625f,
      1f,
      9.02f,
      87.33f,
      88f,
      88.72283f,
      88.72284f,
      103.9f,
      104f,
      1e4f,
      3.4028235e38f,
      Float.POSITIVE_INFINITY
    };
    for (float point : points) {
      for (float x : new float[] {point, -point}) {
        check("exp", x, FloatMath.exp(x), StrictMath.exp(x), 1.1);
        check("log", x, FloatMath.log(x), StrictMath.log(x), 0.9);
        check("log1p", x, FloatMath.log1p(x), StrictMath.log1p(x), 1.5);
        check("tanh", x, FloatMath.tanh(x), StrictMath.tanh(x), 1.5);
        check("sigmoid", x, FloatMath.sigmoid(x), sigmoid(x), 2.5);
        check("softplus", x, FloatMath.softplus(x), softplus(x), 1.8);
      }
    }
  }

  @Test
  void passesNaNThrough() {
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
    assertThat(FloatMath.log(Float.NaN)).isNaN();
    assertThat(FloatMath.log1p(Float.NaN)).isNaN();
    assertThat(FloatMath.tanh(Float.NaN)).isNaN();
    assertThat(FloatMath.sigmoid(Float.NaN)).isNaN();
    assertThat(FloatMath.softplus(Float.NaN)).isNaN();
  }

  @Test
  void keepsTheSignOfZero() {
    assertThat(Float.floatToRawIntBits(FloatMath.tanh(-0f)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(Float.floatToRawIntBits(FloatMath.log1p(-0f)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
  }

  @Test
  void sigmoidOfOppositesAddsUpToOne() {
    for (float x = 0; x < 30; x += 0.01f) {
      assertThat((double) FloatMath.sigmoid(x) + FloatMath.sigmoid(-x))
          .isBetween(1 - 2e-7, 1 + 2e-7);
    }
  }

  @Test
  void givesTheSameBitsOnEveryMachine() {
    // A hash of the bits over the sweep, found on x86-64 with JDK 17 and 25.
    long hash = 0;
    for (long bits = 0; bits < 1L << 32; bits += 65_537) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        hash = 31 * hash + Float.floatToIntBits(FloatMath.exp(x));
        hash = 31 * hash + Float.floatToIntBits(FloatMath.log(x));
        hash = 31 * hash + Float.floatToIntBits(FloatMath.log1p(x));
        hash = 31 * hash + Float.floatToIntBits(FloatMath.tanh(x));
        hash = 31 * hash + Float.floatToIntBits(FloatMath.sigmoid(x));
        hash = 31 * hash + Float.floatToIntBits(FloatMath.softplus(x));
      }
    }
    assertThat(hash).isEqualTo(-2010636211673720241L);
  }

  private static double worstError(FloatFunction function, DoubleUnaryOperator exact) {
    double worst = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        worst = Math.max(worst, error(function.apply(x), exact.applyAsDouble(x)));
      }
    }
    return worst;
  }

  private static void check(String name, float x, float actual, double exact, double limit) {
    assertThat(error(actual, exact))
        .as("%s(%s) = %s, exactly %s", name, x, actual, exact)
        .isLessThan(limit);
  }

  /** In units in the last place of the exact value; infinite where only one of them is finite. */
  private static double error(float actual, double exact) {
    float nearest = (float) exact;
    if (Float.isNaN(nearest) || Float.isInfinite(nearest)) {
      return Float.compare(actual, nearest) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / Math.ulp(nearest);
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
