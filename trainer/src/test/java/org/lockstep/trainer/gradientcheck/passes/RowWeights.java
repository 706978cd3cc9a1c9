package org.lockstep.trainer.gradientcheck.passes;

import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.network.Task;

/** What the rows of a shard count. */
enum RowWeights {
  ALIKE,
  /** Some more, some less, one not at all. */
  BY_EXAMPLE,
  /** The same times the balanced weight of the row's class. */
  BY_EXAMPLE_AND_CLASS;

  private static final float[] EXAMPLES = {1, 2, 0.5f, 0, 1.5f, 1, 3};

  boolean suit(Task task) {
    return this != BY_EXAMPLE_AND_CLASS || task == Task.MULTICLASS || task == Task.BINARY;
  }

  /**
   * One weight a row.
   *
   * @param targets of rows of this many classes, if {@link #BY_EXAMPLE_AND_CLASS}
   */
  float[] of(float[] targets, int rows, int classes) {
    float[] weights = new float[rows];
    double[] factors = this == BY_EXAMPLE_AND_CLASS ? balanced(targets, classes) : null;
    for (int i = 0; i < rows; i++) {
      weights[i] = this == ALIKE ? 1 : EXAMPLES[i % EXAMPLES.length];
      weights[i] *= factors == null ? 1 : (float) factors[(int) targets[i]];
    }
    return weights;
  }

  private static double[] balanced(float[] targets, int classes) {
    long[] rows = new long[classes];
    for (float target : targets) {
      rows[(int) target]++;
    }
    List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new ClassWeight.Balanced().factors(labels, rows);
  }
}
