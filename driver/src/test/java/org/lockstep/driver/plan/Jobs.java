package org.lockstep.driver.plan;

import java.util.Optional;
import java.util.Random;
import org.lockstep.trainer.matrix.SparseRows;

/** Jobs and machines to plan in tests. */
final class Jobs {
  static final Launch LAUNCH = new Launch(0.05, 0.001);

  /** Much like the airline job on one core of a small machine. */
  static final Arithmetic MACHINE =
      new Arithmetic(2e-5, 1e-6, 5e-8, 1e-5, 5e-10, 1e-9, 2e-4, 5e-7, 0.1);

  /** 10 Gbit/s and 50 µs, 5 µs of processor a message. */
  static final Link LINK = new Link(50e-6, 1.25e9, 5e-6);

  private Jobs() {}

  /** 8,784 rows of 15 terms out of 5,000, common ones more often; 64 units, 3 classes; Adam. */
  static Workload tweets() {
    Random random = new Random(7);
    int rows = 8784;
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * 15];
    for (int row = 0; row < rows; row++) {
      int[] terms =
          random
              .doubles()
              .mapToInt(u -> (int) (5000 * u * u * u))
              .distinct()
              .limit(15)
              .sorted()
              .toArray();
      System.arraycopy(terms, 0, indices, 15 * row, 15);
      starts[row + 1] = 15 * row + 15;
    }
    TouchedFeatures touched =
        TouchedFeatures.of(new SparseRows(5000, starts, indices, new float[indices.length]));
    return new Workload(rows, 2928, 512, 1, 4, 100, 64, 259, 0, 320_259, 2, Optional.of(touched));
  }

  /** Images: dense input, a million parameters, batches of 4,096 out of a million. */
  static Workload images() {
    return new Workload(
        1 << 20, 0, 4096, 1, 64, 10, 1000, 0, 1 << 20, 1 << 20, 2, Optional.empty());
  }

  static CostModel model(double variation) {
    return new CostModel(MACHINE, LINK, Noise.ofVariation(variation), LAUNCH);
  }
}
