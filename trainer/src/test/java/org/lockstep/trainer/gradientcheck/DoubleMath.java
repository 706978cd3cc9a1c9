package org.lockstep.trainer.gradientcheck;

/**
 * What stands for {@code FloatMath} in the double edition: the same functions by the JDK, in
 * double. The polynomials of the original are right to seven digits only, which in double would be
 * seen as noise in every difference.
 */
public final class DoubleMath {

  private DoubleMath() {}

  public static double exp(double x) {
    return StrictMath.exp(x);
  }

  public static double expm1(double x) {
    return StrictMath.expm1(x);
  }

  public static double log(double x) {
    return StrictMath.log(x);
  }

  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  public static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  public static double sigmoid(double x) {
    double e = exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  public static double softplus(double x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }
}
