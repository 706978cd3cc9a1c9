package org.lockstep.trainer.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.loss.SoftmaxCrossEntropy;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarElements;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.optimizer.AdaDelta;
import org.lockstep.trainer.optimizer.AdaGrad;
import org.lockstep.trainer.optimizer.AdaMax;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.AmsGrad;
import org.lockstep.trainer.optimizer.Lion;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.Nadam;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.RmsProp;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Nanoseconds an element of every activation, forward and backward, of softmax cross-entropy, of
 * dropout masks and of four steps of every optimizer, over a batch of 512 rows × 64 units, by
 * {@link ScalarKernel} and by the kernel of this JVM: cold, the first call in the JVM, and warm,
 * the median of rounds after the compiler has settled.
 *
 * <p>Per function a line to read on standard error and a line {@code row {…}} of JSON on standard
 * output, in which the peer is {@link ScalarKernel}. Both results are compared to the bit.
 */
public final class ElementsBenchmark {
  private static final int COUNT = 512 * 64;
  private static final int ROUNDS = 9;
  private static final long WARM_UP_NANOS = 400_000_000;
  private static final long ROUND_NANOS = 15_000_000;
  private static final int STEPS = 4;

  private static final List<OptimizerSpec> OPTIMIZERS =
      List.of(
          new Sgd(0.01),
          new Momentum(0.01, 0.9, false),
          new AdaGrad(0.01),
          new RmsProp(0.001),
          new AdaDelta(1),
          new Adam(0.001),
          new AmsGrad(0.001),
          new Nadam(0.002),
          new AdaMax(0.002),
          new Lion(1e-4));

  /** A function over its own arrays; writes {@code out}. */
  private interface Work {
    void run(Kernel kernel, float[] out);
  }

  private ElementsBenchmark() {}

  /** Arguments: the names of functions; without them all. */
  public static void main(String[] arguments) {
    Kernel scalar = new ScalarKernel();
    Kernel ours = Kernels.best();
    System.err.printf(
        Locale.ROOT,
        "ns/element, %s, JDK %s%n%-24s %10s %10s %10s %10s%n",
        ours.name(),
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
    works.put("exp", (kernel, out) -> kernel.elements().exp(z, out, 0, COUNT));
    for (String name : Activation.names()) {
      Activation activation = Activation.named(name);
      float[] a = new float[COUNT];
      activation.forward(new ScalarElements(), z, a, 0, COUNT);
      works.put(name, (kernel, out) -> activation.forward(kernel.elements(), z, out, 0, COUNT));
      works.put(
          name + " backward",
          (kernel, out) -> {
            System.arraycopy(z, 0, out, 0, COUNT);
            activation.backward(kernel.elements(), z, a, out, 0, COUNT);
          });
    }
    works.put("softmax cross-entropy of 3", softmax(z, 3));
    works.put("softmax cross-entropy of 10", softmax(z, 10));
    Stream stream = Stream.of(7, Purpose.DROPOUT, 1, 2, 3);
    float[] slopes = new float[COUNT];
    works.put(
        "dropout mask",
        (kernel, out) -> kernel.elements().dropoutMask(stream, 0.4f, 1.7f, out, 0, COUNT));
    works.put(
        "rrelu in training",
        (kernel, out) -> {
          kernel.elements().uniform(stream, slopes, 0, COUNT);
          kernel.elements().randomLeak(0.125, 0.333, z, slopes, out, 0, COUNT);
        });
    for (OptimizerSpec spec : OPTIMIZERS) {
      works.put(spec.name() + " of %d steps".formatted(STEPS), updates(spec, z));
    }
    return works;
  }

  /** The first step with a gradient, the others as a row makes them up that no batch names. */
  private static Work updates(OptimizerSpec spec, float[] gradient) {
    Optimizer optimizer = spec.create(COUNT);
    List<float[]> initial = optimizer.state().stream().map(float[]::clone).toList();
    float[] rates = new float[STEPS * optimizer.ratesPerStep()];
    for (int step = 0; step < STEPS; step++) {
      optimizer.rates(step + 1, spec.learningRate(), rates, step * optimizer.ratesPerStep());
    }
    UpdateSpan span = new UpdateSpan();
    return (kernel, out) -> {
      Arrays.fill(out, 0.5f);
      for (int i = 0; i < initial.size(); i++) {
        System.arraycopy(initial.get(i), 0, optimizer.state().get(i), 0, COUNT);
      }
      span.elements(out, 0, COUNT)
          .gradient(gradient, 0, 1)
          .steps(STEPS, rates, 0, optimizer.ratesPerStep());
      optimizer.update(kernel.updates(), span);
    };
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
    return (kernel, out) ->
        loss.lossAndDelta(
            kernel.elements(), logits, targets, weights, new Matrix(out, 0, rows, classes));
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

  private static void measure(String name, Work work, Kernel scalar, Kernel ours) {
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
        "row {\"name\":\"elements %s\",\"ours\":%.4f,\"peer\":%.4f,\"peer_name\":\"ScalarKernel\","
            + "\"unit\":\"ns/element\",\"ratio\":%.3f}%n",
        name,
        ours,
        peer,
        peer / ours);
  }

  private static double once(Work work, Kernel kernel, float[] out) {
    long start = System.nanoTime();
    work.run(kernel, out);
    return (double) (System.nanoTime() - start) / COUNT;
  }

  private static double warm(Work work, Kernel kernel, float[] out) {
    for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
      work.run(kernel, out);
    }
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long calls = 0;
      long start = System.nanoTime();
      long spent;
      do {
        work.run(kernel, out);
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
      throw new IllegalStateException(name + " must have the bits of ScalarKernel");
    }
  }
}
