package org.lockstep.trainer.matrix;

import org.lockstep.trainer.random.Stream;

/**
 * The element-wise functions of a training step, over ranges of arrays.
 *
 * <p>Every function is a fixed chain of correctly rounded operations an element, that of {@link
 * FloatMath}, {@link FloatErf} and {@link FloatActivations}; implementations may work on many
 * elements at once and share what two chains have in common, but round nowhere else. So the bits
 * are the same in each, whatever the vector width (a NaN is a NaN, whatever its payload).
 *
 * <p>A function reads {@code x[from … to)} and writes the same elements of {@code y}, which may be
 * {@code x}. A {@code …Backward} multiplies {@code delta[from … to)} by the derivative, which it
 * finds from the function's input {@code x} or, where the name of the parameter is {@code a}, from
 * its output. Loops that the compiler turns into vectors by itself, such as ReLU's, are not here.
 * Implementations hold no state and serve any number of threads.
 */
public interface Elements {

  /** y = eˣ. */
  void exp(float[] x, float[] y, int from, int to);

  /** y = 1 / (1 + e⁻ˣ). */
  void sigmoid(float[] x, float[] y, int from, int to);

  /** y = tanh x. */
  void tanh(float[] x, float[] y, int from, int to);

  /** y = ln(1 + eˣ). */
  void softplus(float[] x, float[] y, int from, int to);

  /** delta = delta·(1 − e⁻ᵃ). */
  void softplusBackward(float[] a, float[] delta, int from, int to);

  /** delta = delta where a &gt; 0, 0 elsewhere. */
  void reluBackward(float[] a, float[] delta, int from, int to);

  /** y = x where x &gt; 0, slope·x elsewhere. */
  void leakyRelu(float slope, float[] x, float[] y, int from, int to);

  /** delta = delta where a &gt; 0, slope·delta elsewhere. */
  void leakyReluBackward(float slope, float[] a, float[] delta, int from, int to);

  /** y = above·x where x &gt; 0, below·(eˣ − 1) elsewhere. */
  void elu(float above, float below, float[] x, float[] y, int from, int to);

  /** delta = delta·above where a &gt; 0, delta·(a + below) elsewhere. */
  void eluBackward(float above, float below, float[] a, float[] delta, int from, int to);

  /** {@link FloatActivations#gelu}. */
  void gelu(float[] x, float[] y, int from, int to);

  /** {@link FloatActivations#geluSlope}. */
  void geluBackward(float[] x, float[] delta, int from, int to);

  /** {@link FloatActivations#geluTanh}. */
  void geluTanh(float[] x, float[] y, int from, int to);

  /** {@link FloatActivations#geluTanhSlope}. */
  void geluTanhBackward(float[] x, float[] delta, int from, int to);

  /** {@link FloatActivations#silu}. */
  void silu(float[] x, float[] y, int from, int to);

  /** {@link FloatActivations#siluSlope}. */
  void siluBackward(float[] x, float[] delta, int from, int to);

  /** {@link FloatActivations#mish}. */
  void mish(float[] x, float[] y, int from, int to);

  /** y[i] = {@code stream.floatAt(i)} for i in {@code from … to−1}. */
  void uniform(Stream stream, float[] y, int from, int to);

  /**
   * A leaky ReLU with slopes of its own: where x[i] &gt; 0 the slope is 1, elsewhere lower +
   * u[i]·(upper − lower) in double, rounded once; it takes u[i]'s place, and y[i] = slope·x[i].
   */
  void randomLeak(double lower, double upper, float[] x, float[] u, float[] y, int from, int to);

  /**
   * The factors of a dropout layer: mask[i] = 0 where {@code stream.floatAt(i)} &lt; rate, {@code
   * kept} elsewhere, for i in {@code from … to−1}.
   */
  void dropoutMask(Stream stream, float rate, float kept, float[] mask, int from, int to);

  /** {@link FloatActivations#mishSlope}. */
  void mishBackward(float[] x, float[] delta, int from, int to);
}
