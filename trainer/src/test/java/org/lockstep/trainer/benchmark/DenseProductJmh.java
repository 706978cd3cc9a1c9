package org.lockstep.trainer.benchmark;

import java.util.concurrent.TimeUnit;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
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
 * A dense product alone in its JVM, for profilers ({@code -prof perfasm}, {@code -prof gc}); {@link
 * DenseProductBench} compares.
 *
 * <pre>java -cp … org.openjdk.jmh.Main DenseProductJmh -p shape=512,784,64 -p kind=GRADIENT</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DenseProductJmh {

  @Param({"FORWARD", "GRADIENT", "BACKWARD"})
  private String kind;

  /** Rows, terms, columns. */
  @Param({"512,784,64", "512,64,3"})
  private String shape;

  private final Kernel kernel = Kernels.best();
  private DenseProduct product;

  @Setup
  public void prepare() {
    String[] sizes = shape.split(",", -1);
    product =
        new DenseProduct(
            DenseProduct.Kind.valueOf(kind),
            Integer.parseInt(sizes[0]),
            Integer.parseInt(sizes[1]),
            Integer.parseInt(sizes[2]));
    product.check(kernel);
  }

  @Benchmark
  public void ours() {
    product.run(kernel);
  }
}
