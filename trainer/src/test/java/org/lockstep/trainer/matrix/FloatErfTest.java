package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lockstep.trainer.golden.Golden;

/** Against the series and the continued fraction in double, which SciPy's values check. */
class FloatErfTest {

  @Test
  void theReferenceEqualsScipy() {
    double[] x = Golden.doubles("erf.x");
    double[] erf = Golden.doubles("erf.erf");
    double[] normal = Golden.doubles("erf.normal");
    for (int i = 0; i < x.length; i++) {
      assertThat(erf(x[i])).isCloseTo(erf[i], within(1e-14 * Math.abs(erf[i])));
      assertThat(normal(x[i])).isCloseTo(normal[i], within(1e-13 * normal[i]));
    }
  }

  @Test
  void erfIsWithinItsStatedError() {
    assertThat(UlpErrors.worst(FloatErf::erf, FloatErfTest::erf)).isBetween(0.5, 1.2);
  }

  @Test
  void theNormalDistributionIsWithinItsStatedErrorInTheTailToo() {
    assertThat(UlpErrors.worst(FloatErf::normal, FloatErfTest::normal)).isBetween(0.5, 6.0);
  }

  @Test
  void holdsAtHardPoints() {
    assertThat(Float.floatToRawIntBits(FloatErf.erf(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(FloatErf.erf(1e-30f)).isEqualTo((float) (2 / Math.sqrt(Math.PI) * 1e-30f));
    assertThat(FloatErf.erf(88)).isEqualTo(1);
    assertThat(FloatErf.erf(-1e4f)).isEqualTo(-1);
    assertThat(FloatErf.erf(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(FloatErf.erf(Float.NaN)).isNaN();
    assertThat(FloatErf.normal(-0f)).isEqualTo(0.5f);
    assertThat(FloatErf.normal(-1e-30f)).isEqualTo(0.5f);
    assertThat(FloatErf.normal(88)).isEqualTo(1);
    assertThat(FloatErf.normal(-88)).isZero();
    assertThat(FloatErf.normal(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(FloatErf.normal(Float.MAX_VALUE)).isEqualTo(1);
    assertThat(FloatErf.normal(Float.NaN)).isNaN();
  }

  @Test
  void givesTheSameBitsOnEveryMachine() {
    assertThat(UlpErrors.hash(FloatErf::erf)).isEqualTo(6486693300194027650L);
    assertThat(UlpErrors.hash(FloatErf::normal)).isEqualTo(1323737265229435476L);
  }

  private static double erf(double x) {
    double a = Math.abs(x);
    return Math.copySign(a < 2 ? series(a) : 1 - complement(a), x);
  }

  private static double normal(double x) {
    double t = Math.abs(x) / Math.sqrt(2);
    double tail = t < 2 ? (1 - series(t)) / 2 : complement(t) / 2;
    return x < 0 ? tail : 1 - tail;
  }

  /** erf t = 2/√π·e^{−t²}·Σₙ 2ⁿ·t²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms positive. */
  private static double series(double t) {
    double term = t;
    double sum = 0;
    for (int n = 1; sum + term != sum; n++) {
      sum += term;
      term *= 2 * t * t / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-t * t) * sum;
  }

  /** erfc t = e^{−t²}/√π · 1/(t + ½/(t + 1/(t + 3⁄2/(t + …)))), from the far end. */
  private static double complement(double t) {
    if (t > 30) {
      return 0;
    }
    double fraction = t;
    for (int k = 120; k >= 1; k--) {
      fraction = t + k / 2.0 / fraction;
    }
    return StrictMath.exp(-t * t) / Math.sqrt(Math.PI) / fraction;
  }
}
