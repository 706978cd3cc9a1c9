package org.lockstep.trainer.matrix;

/**
 * What an optimizer step does to a stretch of elements. The formulas are those of the package
 * {@code optimizer}: element-wise floats, each operation rounded on its own (no fused multiply-add
 * but where it says so), in the order that the optimizer's Javadoc gives with brackets. An element
 * depends on nothing but itself, so any cutting of the array into stretches, any vector width and
 * any number of threads has the same bits.
 *
 * <p>Every formula makes {@link UpdateSpan#steps} steps, the first with the span's gradient, the
 * others with a gradient of zeros: the steps that a row of a sparse layer missed since.
 *
 * <p>Implementations hold no state and serve any number of threads.
 */
public interface Updates {

  /** w ← w − (rate·g); rates: the learning rate. */
  void sgd(UpdateSpan span);

  /** Classic momentum; rates: the learning rate. */
  void momentum(UpdateSpan span, float[] velocity, float momentum);

  /** Nesterov's momentum; rates: the learning rate. */
  void nesterov(UpdateSpan span, float[] velocity, float momentum);

  /** AdaGrad; rates: the learning rate. */
  void adaGrad(UpdateSpan span, float[] accumulator, float epsilon);

  /**
   * RMSprop; rates: the learning rate.
   *
   * @param mean of gradients; null if not centred
   * @param velocity null without momentum
   */
  void rmsProp(
      UpdateSpan span,
      float[] square,
      float[] mean,
      float[] velocity,
      float rest,
      float momentum,
      float epsilon);

  /** Adadelta; rates: the learning rate. */
  void adaDelta(UpdateSpan span, float[] square, float[] moved, float rest, float epsilon);

  /** Adam; rates: α. */
  void adam(UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon);

  /**
   * Adam of elements that belong to different networks; rates: the α of every element.
   *
   * @param rests1 one an element of the span; so {@code rests2} and {@code epsilons}
   */
  void adamOfEach(
      UpdateSpan span,
      float[] mean,
      float[] square,
      float[] rests1,
      float[] rests2,
      float[] epsilons);

  /** AMSGrad; rates: α. */
  void amsGrad(
      UpdateSpan span,
      float[] mean,
      float[] square,
      float[] largest,
      float rest1,
      float rest2,
      float epsilon);

  /** Nadam; rates: a, b, c. */
  void nadam(
      UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon);

  /** AdaMax; rates: α. */
  void adaMax(
      UpdateSpan span, float[] mean, float[] largest, float rest, float keep, float epsilon);

  /** Lion; rates: the learning rate. */
  void lion(UpdateSpan span, float[] mean, float rest1, float rest2);

  /** a[aFrom + i] += b[bFrom + i], i &lt; length: how gradients are merged. */
  void add(float[] a, int aFrom, float[] b, int bFrom, int length);

  /** x[i] ← x[i]·factor over {@code [from, to)}. */
  void scale(float[] x, int from, int to, float factor);

  /** g[gFrom + i] ← fma(twice, w[wFrom + i], g[gFrom + i]): the gradient of an L2 penalty. */
  void addPenalty(float[] g, int gFrom, float[] w, int wFrom, int length, float twice);

  /** g ← max(−limit, min(limit, g)) over {@code [from, to)}; NaN stays. */
  void clip(float[] g, int from, int to, float limit);

  /** w ← w − (w·share) over {@code [from, to)}: decoupled weight decay. */
  void shrink(float[] w, int from, int to, float share);

  /**
   * w ← sign(w)·max(|w| − threshold, 0) over {@code [from, to)}: the proximal step of L1. What
   * becomes zero becomes +0; NaN stays.
   */
  void shrinkTowardsZero(float[] w, int from, int to, float threshold);
}
