package org.lockstep.trainer.benchmark;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.ScalarElements;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An activation's passes over a batch of 512 × 64 alone in its JVM, for profilers; {@link
 * ElementsBenchmark} compares them with the scalar ones.
 *
 * <pre>java -cp … org.openjdk.jmh.Main ElementsJmh -p activation=mish -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementsJmh {
  private static final int COUNT = 512 * 64;

  @Param({"sigmoid", "tanh", "relu", "gelu", "mish"})
  private String activation;

  private final Elements elements = Kernels.best().elements();
  private final float[] z = new float[COUNT];
  private final float[] a = new float[COUNT];
  private final float[] delta = new float[COUNT];
  private final float[] out = new float[COUNT];
  private Activation function;

  /** Pre-activations as a trained layer has them: normal, standard deviation 2. */
  @Setup
  public void prepare() {
    function = Activation.named(activation);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < COUNT; i++) {
      z[i] = (float) (2 * random.nextGaussian());
      delta[i] = (float) random.nextGaussian();
    }
    function.forward(new ScalarElements(), z, a, 0, COUNT);
  }

  @Benchmark
  public float[] forward() {
    function.forward(elements, z, out, 0, COUNT);
    return out;
  }

  @Benchmark
  public float[] backward() {
    System.arraycopy(delta, 0, out, 0, COUNT);
    function.backward(elements, z, a, out, 0, COUNT);
    return out;
  }
}
