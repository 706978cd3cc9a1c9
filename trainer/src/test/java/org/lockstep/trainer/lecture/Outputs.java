package org.lockstep.trainer.lecture;

import java.util.Arrays;
import org.lockstep.trainer.data.EpochOrder;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.network.ForwardPass;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Workspace;

/** What a network's last layer writes for given rows. */
final class Outputs {

  private Outputs() {}

  /** Row-major (rows, outputs). */
  static float[] of(NetworkSpec network, float[] parameters, Matrix rows) {
    int count = rows.rows();
    int columns = network.targetColumns();
    Shard shard = new Shard(rows, new float[count * columns], columns, new float[count]);
    MiniBatch batch = new MiniBatch(shard, count);
    int[] order = new int[count];
    EpochOrder.fillAscending(order);
    batch.select(order, 0, count);
    ForwardPass forward =
        new ForwardPass(new Workspace(network, count), new MatrixMath(Kernels.best()));
    Matrix out = forward.evaluate(parameters, batch);
    return Arrays.copyOf(out.data(), count * network.outputs());
  }
}
