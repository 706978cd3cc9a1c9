package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * What the element-wise functions must do, to the bit: the scalar formulas, at lengths around every
 * vector width, at offsets, at hard points and over a sweep of all floats. An implementation's test
 * is its constructor.
 */
abstract class ElementsContract {
  private static final int STRIDE = 9973;
  private static final int[] LENGTHS = {0, 1, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 33, 61, 67};
  private static final int OFFSET = 3;
  private static final float UNTOUCHED = 0.125f;

  private static final float[] HARD = {
    0f,
    1e-30f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-8f,
    0.5f,
    0.625f,
    1f,
    9.02f,
    14.5f,
    32f,
    87.33f,
    88f,
    88.72284f,
    103.9f,
    104f,
    1e4f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NaN
  };

  private final Elements elements;

  ElementsContract(Elements elements) {
    this.elements = elements;
  }

  /** y[i] = f(x[i]) by an implementation, and f. */
  private record Forward(ForwardRange range, FloatFunction formula) {}

  /** delta[i] = f(x[i], delta[i]) by an implementation, and f. */
  private record Backward(BackwardRange range, FloatOperator formula) {}

  private interface ForwardRange {
    void apply(Elements elements, float[] x, float[] y, int from, int to);
  }

  private interface FloatFunction {
    float apply(float x);
  }

  private interface BackwardRange {
    void apply(Elements elements, float[] x, float[] delta, int from, int to);
  }

  private interface FloatOperator {
    float apply(float x, float delta);
  }

  private static final Map<String, Forward> FORWARD = new LinkedHashMap<>();
  private static final Map<String, Backward> BACKWARD = new LinkedHashMap<>();

  private static void forward(String name, ForwardRange range, FloatFunction formula) {
    FORWARD.put(name, new Forward(range, formula));
  }

  private static void backward(String name, BackwardRange range, FloatOperator formula) {
    BACKWARD.put(name, new Backward(range, formula));
  }

  static {
    forward("exp", Elements::exp, FloatMath::exp);
    forward("sigmoid", Elements::sigmoid, FloatMath::sigmoid);
    forward("tanh", Elements::tanh, FloatMath::tanh);
    forward("softplus", Elements::softplus, FloatMath::softplus);
    forward(
        "leakyRelu",
        (e, x, y, from, to) -> e.leakyRelu(0.3f, x, y, from, to),
        x -> x > 0 ? x : 0.3f * x);
    forward(
        "elu",
        (e, x, y, from, to) -> e.elu(1.05f, 1.76f, x, y, from, to),
        x -> x > 0 ? 1.05f * x : 1.76f * FloatMath.expm1(x));
    forward("gelu", Elements::gelu, FloatActivations::gelu);
    forward("geluTanh", Elements::geluTanh, FloatActivations::geluTanh);
    forward("silu", Elements::silu, FloatActivations::silu);
    forward("mish", Elements::mish, FloatActivations::mish);
    backward("softplusBackward", Elements::softplusBackward, (a, d) -> d * -FloatMath.expm1(-a));
    backward("reluBackward", Elements::reluBackward, (a, d) -> a > 0 ? d : 0);
    backward(
        "leakyReluBackward",
        (e, a, d, from, to) -> e.leakyReluBackward(0.3f, a, d, from, to),
        (a, d) -> a > 0 ? d : 0.3f * d);
    backward(
        "eluBackward",
        (e, a, d, from, to) -> e.eluBackward(1.05f, 1.76f, a, d, from, to),
        (a, d) -> d * (a > 0 ? 1.05f : a + 1.76f));
    backward("geluBackward", Elements::geluBackward, (x, d) -> d * FloatActivations.geluSlope(x));
    backward(
        "geluTanhBackward",
        Elements::geluTanhBackward,
        (x, d) -> d * FloatActivations.geluTanhSlope(x));
    backward("siluBackward", Elements::siluBackward, (x, d) -> d * FloatActivations.siluSlope(x));
    backward("mishBackward", Elements::mishBackward, (x, d) -> d * FloatActivations.mishSlope(x));
  }

  static Set<String> forwardNames() {
    return FORWARD.keySet();
  }

  static Set<String> backwardNames() {
    return BACKWARD.keySet();
  }

  /** The hard points with both signs, then every {@value #STRIDE}th float. */
  private static float[] points() {
    int sweep = (int) ((1L << 32) / STRIDE);
    float[] x = new float[2 * HARD.length + sweep];
    for (int i = 0; i < HARD.length; i++) {
      x[2 * i] = HARD[i];
      x[2 * i + 1] = -HARD[i];
    }
    for (int i = 0; i < sweep; i++) {
      x[2 * HARD.length + i] = Float.intBitsToFloat((int) ((long) i * STRIDE));
    }
    return x;
  }

  /** Numbers around 0, whose order differs from the points'. */
  private static float[] deltas(int length) {
    float[] delta = new float[length];
    for (int i = 0; i < length; i++) {
      delta[i] = (i * 7919 % 1001 - 500) / 64f;
    }
    return delta;
  }

  private static void assertSame(String name, float x, float actual, float expected) {
    if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
      assertThat(Float.toHexString(actual))
          .as("%s of %s (%s)", name, x, Float.toHexString(x))
          .isEqualTo(Float.toHexString(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("forwardNames")
  void aFunctionIsItsFormulaAtEveryPoint(String name) {
    Forward function = FORWARD.get(name);
    float[] x = points();
    float[] y = new float[x.length];
    function.range().apply(elements, x, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertSame(name, x[i], y[i], function.formula().apply(x[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("backwardNames")
  void aBackwardIsItsFormulaAtEveryPoint(String name) {
    Backward function = BACKWARD.get(name);
    float[] x = points();
    float[] before = deltas(x.length);
    float[] delta = before.clone();
    function.range().apply(elements, x, delta, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertSame(name, x[i], delta[i], function.formula().apply(x[i], before[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("forwardNames")
  void aFunctionWritesItsRangeAlsoInPlace(String name) {
    Forward function = FORWARD.get(name);
    for (int length : LENGTHS) {
      float[] x = deltas(length + 2 * OFFSET);
      float[] y = new float[x.length];
      Arrays.fill(y, UNTOUCHED);
      float[] inPlace = x.clone();
      function.range().apply(elements, x, y, OFFSET, OFFSET + length);
      function.range().apply(elements, inPlace, inPlace, OFFSET, OFFSET + length);
      for (int i = 0; i < x.length; i++) {
        boolean inside = i >= OFFSET && i < OFFSET + length;
        float expected = function.formula().apply(x[i]);
        assertSame(name, x[i], y[i], inside ? expected : UNTOUCHED);
        assertSame(name, x[i], inPlace[i], inside ? expected : x[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backwardNames")
  void aBackwardWritesItsRange(String name) {
    Backward function = BACKWARD.get(name);
    for (int length : LENGTHS) {
      float[] before = deltas(length + 2 * OFFSET);
      float[] x = before.clone();
      float[] delta = before.clone();
      function.range().apply(elements, x, delta, OFFSET, OFFSET + length);
      for (int i = 0; i < x.length; i++) {
        boolean inside = i >= OFFSET && i < OFFSET + length;
        float expected = function.formula().apply(before[i], before[i]);
        assertSame(name, before[i], delta[i], inside ? expected : before[i]);
        assertSame(name, before[i], x[i], before[i]);
      }
    }
  }

  @Test
  void aDropoutMaskIsDrawnFromTheStreamsFloats() {
    Stream[] streams = {
      Stream.of(-7, Purpose.DROPOUT, 12345678901L, 3, -1), Stream.of(1L << 40, Purpose.DROPOUT, 0),
    };
    for (Stream stream : streams) {
      for (float rate : new float[] {0f, 0x1p-24f, 0.3f, 0.5f, 0.99999994f}) {
        for (int length : new int[] {0, 1, 3, 4, 15, 16, 17, 31, 61, 4099}) {
          for (int from : new int[] {0, 3, 4}) {
            checkMask(stream, rate, from, from + length);
          }
        }
      }
    }
  }

  @Test
  void uniformNumbersAreTheStreams() {
    Stream stream = Stream.of(1L << 40, Purpose.SLOPE, -3);
    for (int length : new int[] {0, 1, 4, 15, 61, 4099}) {
      for (int from : new int[] {0, 3, 4}) {
        float[] drawn = new float[from + length + 1];
        Arrays.fill(drawn, UNTOUCHED);
        elements.uniform(stream, drawn, from, from + length);
        for (int i = 0; i < drawn.length; i++) {
          boolean inside = i >= from && i < from + length;
          assertThat(drawn[i]).isEqualTo(inside ? stream.floatAt(i) : UNTOUCHED);
        }
      }
    }
  }

  /** Also where the result goes where the input was. */
  @Test
  void aRandomLeakHasTheSlopesThatWereDrawn() {
    float[] points = {-2.5f, 3, -0f, 0, -1e-30f, 1e30f, Float.NEGATIVE_INFINITY, Float.NaN};
    Stream stream = Stream.of(5, Purpose.SLOPE, 1);
    for (int length : new int[] {0, 1, 16, 61, 1000}) {
      float[] x = new float[length];
      float[] u = new float[length];
      for (int i = 0; i < length; i++) {
        x[i] = points[i % points.length] * (1 + i / points.length);
      }
      stream.floats(0, u, 0, length);
      float[] input = x.clone();
      float[] drawn = u.clone();
      elements.randomLeak(1 / 8.0, 1 / 3.0, x, u, x, 0, length);
      for (int i = 0; i < length; i++) {
        float slope = input[i] > 0 ? 1 : (float) (1 / 8.0 + drawn[i] * (1 / 3.0 - 1 / 8.0));
        assertThat(u[i]).as("slope at %s", input[i]).isEqualTo(Float.valueOf(slope));
        assertThat(x[i]).as("value at %s", input[i]).isEqualTo(Float.valueOf(slope * input[i]));
      }
    }
  }

  private void checkMask(Stream stream, float rate, int from, int to) {
    float[] mask = new float[to + 1];
    Arrays.fill(mask, UNTOUCHED);
    elements.dropoutMask(stream, rate, 1.5f, mask, from, to);
    for (int i = 0; i <= to; i++) {
      float drawn = stream.floatAt(i) < rate ? 0f : 1.5f;
      assertThat(mask[i])
          .as("element %d of %d … %d at rate %s", i, from, to, rate)
          .isEqualTo(i >= from && i < to ? drawn : UNTOUCHED);
    }
  }
}
