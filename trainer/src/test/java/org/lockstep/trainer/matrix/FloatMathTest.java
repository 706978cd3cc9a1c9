package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against StrictMath in double, over the floats and at the points where such functions break. */
class FloatMathTest {
  @Test
  void expIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::exp, StrictMath::exp)).isBetween(0.5, 1.1);
  }

  @Test
  void expm1IsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::expm1, StrictMath::expm1)).isBetween(0.5, 1.5);
  }

  @Test
  void logIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::log, StrictMath::log)).isBetween(0.5, 0.9);
  }

  @Test
  void log1pIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::log1p, StrictMath::log1p)).isBetween(0.5, 1.5);
  }

  @Test
  void tanhIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::tanh, StrictMath::tanh)).isBetween(0.5, 1.5);
  }

  @Test
  void sigmoidIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::sigmoid, FloatMathTest::sigmoid)).isBetween(0.5, 2.5);
  }

  @Test
  void softplusIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatMath::softplus, FloatMathTest::softplus)).isBetween(0.5, 1.8);
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
        check("expm1", x, FloatMath.expm1(x), StrictMath.expm1(x), 1.5);
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
    assertThat(FloatMath.expm1(Float.NaN)).isNaN();
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
    assertThat(Float.floatToRawIntBits(FloatMath.expm1(-0f)))
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

  @Test
  void expm1GivesTheSameBitsOnEveryMachine() {
    assertThat(UlpErrors.hash(FloatMath::expm1)).isEqualTo(-6941144609548191391L);
  }

  private static void check(String name, float x, float actual, double exact, double limit) {
    assertThat(UlpErrors.of(actual, exact))
        .as("%s(%s) = %s, exactly %s", name, x, actual, exact)
        .isLessThan(limit);
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
