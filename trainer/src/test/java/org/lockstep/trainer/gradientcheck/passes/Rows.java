package org.lockstep.trainer.gradientcheck.passes;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * Random rows, a third of whose features are zero, one row's all. Every number is a small multiple
 * of a power of two, so that floats and doubles hold the same.
 */
final class Rows {
  static final int COUNT = 7;
  private static final int EMPTY_ROW = 2;

  private Rows() {}

  static Shard shard(Combination combination) {
    NetworkSpec network = combination.network();
    SplittableRandom random = new SplittableRandom(5);
    Matrix x = Matrix.zeros(COUNT, network.inputs());
    for (int i = 0; i < x.data().length; i++) {
      boolean zero = random.nextInt(3) == 0 || i / network.inputs() == EMPTY_ROW;
      x.data()[i] = zero ? 0 : random.nextInt(-256, 257) / 256f;
    }
    float[] targets = targets(network, random);
    float[] weights = combination.weights().of(targets, COUNT, Math.max(2, network.outputs()));
    FeatureRows features = combination.sparse() ? sparse(x) : x;
    return new Shard(features, targets, network.targetColumns(), weights);
  }

  private static float[] targets(NetworkSpec network, SplittableRandom random) {
    float[] targets = new float[COUNT * network.targetColumns()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          switch (network.task()) {
            case MULTICLASS -> random.nextInt(network.outputs());
            case BINARY, MULTI_LABEL -> random.nextInt(2);
            case DISTRIBUTION, REGRESSION, RECONSTRUCTION -> random.nextInt(9) / 8f;
          };
    }
    return targets;
  }

  private static SparseRows sparse(Matrix dense) {
    int[] starts = new int[dense.rows() + 1];
    int[] indices = new int[dense.data().length];
    float[] values = new float[dense.data().length];
    int count = 0;
    for (int i = 0; i < dense.rows(); i++) {
      for (int j = 0; j < dense.columns(); j++) {
        if (dense.get(i, j) != 0) {
          indices[count] = j;
          values[count++] = dense.get(i, j);
        }
      }
      starts[i + 1] = count;
    }
    return new SparseRows(
        dense.columns(), starts, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
  }
}
