package org.lockstep.trainer.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.loss.SoftmaxCrossEntropy;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarElements;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Nanoseconds an element of every activation, forward and backward, of softmax cross-entropy and of
 * dropout masks, over a batch of 512 rows × 64 units, by {@link ScalarElements} and by the kernel
 * of this JVM: cold, the first call in the JVM, and warm, the median of rounds after the compiler
 * has settled.
 *
 * <p>Per function a line to read on standard error and a line {@code row {…}} of JSON on standard
 * output, in which the peer is {@link ScalarElements}. Both results are compared to the bit.
 */
public final class ElementsBenchmark {
  private static final int COUNT = 512 * 64;
  private static final int ROUNDS = 9;
  private static final long WARM_UP_NANOS = 400_000_000;
  private static final long ROUND_NANOS = 15_000_000;

  /** A function over its own arrays; writes {@code out}. */
  private interface Work {
    void run(Elements elements, float[] out);
  }

  private ElementsBenchmark() {}

  /** Arguments: the names of functions; without them all. */
  public static void main(String[] arguments) {
    Elements scalar = new ScalarElements();
    Elements ours = Kernels.best().elements();
    System.err.printf(
        Locale.ROOT,
        "ns/element, %s, JDK %s%n%-24s %10s %10s %10s %10s%n",
        Kernels.best().name(),
        Runtime.version(),
        "",
        "cold",
        "scalar",
        "warm",
        "scalar");
    List<String> wanted = List.of(arguments);
    works()
        .forEach(
            (name, work) -> {
              if (wanted.isEmpty() || wanted.contains(name)) {
                measure(name, work, scalar, ours);
              }
            });
  }

  private static Map<String, Work> works() {
    float[] z = numbers();
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("exp", (elements, out) -> elements.exp(z, out, 0, COUNT));
    for (String name : Activation.names()) {
      Activation activation = Activation.named(name);
      float[] a = new float[COUNT];
      activation.forward(new ScalarElements(), z, a, 0, COUNT);
      works.put(name, (elements, out) -> activation.forward(elements, z, out, 0, COUNT));
      works.put(
          name + " backward",
          (elements, out) -> {
            System.arraycopy(z, 0, out, 0, COUNT);
            activation.backward(elements, z, a, out, 0, COUNT);
          });
    }
    works.put("softmax cross-entropy of 3", softmax(z, 3));
    works.put("softmax cross-entropy of 10", softmax(z, 10));
    Stream stream = Stream.of(7, Purpose.DROPOUT, 1, 2, 3);
    works.put("dropout mask", (e, out) -> e.dropoutMask(stream, 0.4f, 1.7f, out, 0, COUNT));
    return works;
  }

  private static Work softmax(float[] z, int classes) {
    int rows = COUNT / classes;
    Matrix logits = new Matrix(z, 0, rows, classes);
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = row % classes;
      weights[row] = 1;
    }
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    return (elements, out) ->
        loss.lossAndDelta(elements, logits, targets, weights, new Matrix(out, 0, rows, classes));
  }

  /** Pre-activations as a trained layer has them: normal, standard deviation 2. */
  private static float[] numbers() {
    SplittableRandom random = new SplittableRandom(3);
    float[] z = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      z[i] = (float) (2 * random.nextGaussian());
    }
    return z;
  }

  private static void measure(String name, Work work, Elements scalar, Elements ours) {
    float[] expected = new float[COUNT];
    float[] actual = new float[COUNT];
    double coldOurs = once(work, ours, actual);
    double coldScalar = once(work, scalar, expected);
    requireSame(name, expected, actual);
    double warmOurs = warm(work, ours, actual);
    double warmScalar = warm(work, scalar, expected);
    requireSame(name, expected, actual);
    System.err.printf(
        Locale.ROOT,
        "%-24s %10.1f %10.1f %10.3f %10.3f%n",
        name,
        coldOurs,
        coldScalar,
        warmOurs,
        warmScalar);
    row(name + " warm", warmOurs, warmScalar);
    row(name + " cold", coldOurs, coldScalar);
  }

  private static void row(String name, double ours, double peer) {
    System.out.printf(
        Locale.ROOT,
        "row {\"name\":\"elements %s\",\"ours\":%.4f,\"peer\":%.4f,\"peer_name\":\"ScalarElements\","
            + "\"unit\":\"ns/element\",\"ratio\":%.3f}%n",
        name,
        ours,
        peer,
        peer / ours);
  }

  private static double once(Work work, Elements elements, float[] out) {
    long start = System.nanoTime();
    work.run(elements, out);
    return (double) (System.nanoTime() - start) / COUNT;
  }

  private static double warm(Work work, Elements elements, float[] out) {
    for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
      work.run(elements, out);
    }
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long calls = 0;
      long start = System.nanoTime();
      long spent;
      do {
        work.run(elements, out);
        calls++;
        spent = System.nanoTime() - start;
      } while (spent < ROUND_NANOS);
      rounds[round] = (double) spent / calls / COUNT;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static void requireSame(String name, float[] expected, float[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException(name + " must have the bits of ScalarElements");
    }
  }
}
