package org.lockstep.trainer.benchmark;

import static org.lockstep.trainer.benchmark.DenseProduct.Kind.BACKWARD;
import static org.lockstep.trainer.benchmark.DenseProduct.Kind.FORWARD;
import static org.lockstep.trainer.benchmark.DenseProduct.Kind.GRADIENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;

/**
 * Dense products on one thread against OpenBLAS, in turn in one process. Lines that begin with
 * {@code row } carry one JSON object each for {@code bench.json}: the four shapes of the promise.
 * Other lines are for the reader: the products of a training step.
 *
 * <pre>OPENBLAS_CORETYPE=Haswell|SkylakeX java --add-modules jdk.incubator.vector -cp …
 *     org.lockstep.trainer.benchmark.DenseProductBench [all]</pre>
 *
 * <p>Every product is checked before it is timed. All are warmed up before any is timed, so that
 * the compiler has seen what a training process shows it.
 */
public final class DenseProductBench {
  private static final double WARM_UP_SECONDS = 0.4;
  private static final double ROUND_SECONDS = 0.02;
  private static final int ROUNDS = 11;

  private final Kernel kernel = Kernels.best();
  private String peer;

  private DenseProductBench() {}

  public static void main(String[] arguments) {
    new DenseProductBench().run(arguments.length > 0 && arguments[0].equals("all"));
  }

  private void run(boolean all) {
    try {
      OpenBlas.load();
      peer = "OpenBLAS " + OpenBlas.VERSION + " " + OpenBlas.core();
    } catch (LinkageError e) {
      System.out.println("missing: OpenBLAS, " + e.getMessage());
    }
    System.out.printf(
        Locale.ROOT, "%s on Java %s, %s%n", kernel.name(), Runtime.version().feature(), peer);
    List<DenseProduct> promised = promised();
    List<DenseProduct> products = new ArrayList<>(promised);
    if (all) {
      products.addAll(products());
    }
    for (DenseProduct product : products) {
      prepare(product);
    }
    for (DenseProduct product : products) {
      measure(product, promised.contains(product));
    }
  }

  private static List<DenseProduct> promised() {
    return List.of(
        new DenseProduct(FORWARD, 1024, 1024, 1024),
        new DenseProduct(FORWARD, 512, 5000, 64),
        new DenseProduct(FORWARD, 512, 784, 64),
        new DenseProduct(FORWARD, 64, 512, 64));
  }

  private static List<DenseProduct> products() {
    return List.of(
        new DenseProduct(GRADIENT, 1024, 1024, 1024),
        new DenseProduct(BACKWARD, 1024, 1024, 1024),
        new DenseProduct(GRADIENT, 5000, 512, 64),
        new DenseProduct(GRADIENT, 784, 512, 64),
        new DenseProduct(BACKWARD, 512, 64, 64),
        new DenseProduct(FORWARD, 512, 64, 3),
        new DenseProduct(GRADIENT, 64, 512, 3),
        new DenseProduct(BACKWARD, 512, 3, 64),
        new DenseProduct(FORWARD, 512, 64, 10),
        new DenseProduct(GRADIENT, 64, 512, 10),
        new DenseProduct(BACKWARD, 512, 10, 64),
        new DenseProduct(FORWARD, 100, 100, 100),
        new DenseProduct(FORWARD, 1, 784, 64));
  }

  private void prepare(DenseProduct product) {
    product.check(kernel);
    if (peer != null) {
      product.copyForOpenBlas();
      product.checkOpenBlas(kernel);
    }
    long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
    while (System.nanoTime() < end) {
      product.run(kernel);
    }
  }

  private void measure(DenseProduct product, boolean promised) {
    Runnable ours = () -> product.run(kernel);
    int ourRepetitions = repetitions(ours);
    double[] ourRates = new double[ROUNDS];
    double[] peerRates = new double[ROUNDS];
    int peerRepetitions = peer == null ? 0 : repetitions(product::runOpenBlas);
    for (int round = 0; round < ROUNDS; round++) {
      ourRates[round] = rate(product, ours, ourRepetitions);
      if (peer != null) {
        peerRates[round] = rate(product, product::runOpenBlas, peerRepetitions);
      }
    }
    report(product, promised, median(ourRates), median(peerRates));
  }

  private static int repetitions(Runnable work) {
    long begin = System.nanoTime();
    int repetitions = 0;
    do {
      work.run();
      repetitions++;
    } while (System.nanoTime() - begin < ROUND_SECONDS * 1e9);
    return repetitions;
  }

  private static double rate(DenseProduct product, Runnable work, int repetitions) {
    long begin = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      work.run();
    }
    return product.flops() * repetitions / (System.nanoTime() - begin);
  }

  private static double median(double[] rates) {
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }

  private void report(DenseProduct product, boolean promised, double ours, double theirs) {
    if (peer == null) {
      System.out.printf(Locale.ROOT, "%-24s %7.1f GFLOP/s%n", product.name(), ours);
      return;
    }
    double ratio = ours / theirs;
    System.out.printf(
        Locale.ROOT,
        "%-24s %7.1f GFLOP/s, peer %7.1f, ratio %.2f%n",
        product.name(),
        ours,
        theirs,
        ratio);
    if (promised) {
      String core = OpenBlas.core();
      boolean floor = core.equals("Haswell");
      System.out.printf(
          Locale.ROOT,
          "row {\"name\":\"dense-%s-%s\",\"ours\":%.1f,\"peer\":%.1f,\"peer_name\":\"%s\","
              + "\"unit\":\"GFLOP/s\",\"ratio\":%.3f,\"floor\":%s,\"aim\":%s}%n",
          product.shape(),
          core.toLowerCase(Locale.ROOT),
          ours,
          theirs,
          peer,
          ratio,
          floor ? "0.9" : "null",
          floor ? "null" : "0.9");
    }
  }
}
