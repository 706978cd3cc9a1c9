package org.lockstep.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.allocation.ArrayBytes;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/** What is left of gradients that somebody looked at. */
class WholeGradientsTest {
  private static final int INPUTS = 1 << 15;

  /** A rank's own gradient and the merged one are a little more than 64 MiB. */
  private static final int LARGE = 256;

  private static NetworkSpec network(int units) {
    return NetworkSpec.of(INPUTS, List.of(new DenseSpec(units, new Tanh())), 2, Task.MULTICLASS, 0);
  }

  private static long bytes(int units) {
    return (long) Float.BYTES * new ParameterLayout(network(units)).size();
  }

  /** Bytes that a rank's only worker keeps after a look at its gradient. */
  private static long kept(int units, Exchange exchange) {
    SparseRows features = new SparseRows(INPUTS, new int[] {0, 1, 2}, new int[] {3, 9}, ones());
    Shard rows = new Shard(features, new float[] {0, 1}, 1, ones());
    TrainingSpec training = ScatteredRows.training(2, 2, new Sgd(1), new NoClip());
    float[] parameters = Parameters.initialise(network(units), 1).values();
    try (Workers workers =
        Deals.CONTIGUOUS.workers(
            network(units), training, Map.of(Split.TRAIN, rows), 1, exchange)) {
      assertThat(workers.gradient(parameters, 0, 0).weight()).isEqualTo(2);
      return ArrayBytes.within(workers, parameters, exchange);
    }
  }

  private static float[] ones() {
    return new float[] {1, 1};
  }

  @Test
  void largeOnesAreMadeAnewForEveryLook() {
    assertThat(MemoryExchange.run(2, exchange -> kept(LARGE, exchange)))
        .allMatch(kept -> kept < bytes(LARGE) / 10);
  }

  @Test
  void othersAreKept() {
    assertThat(MemoryExchange.run(2, exchange -> kept(1, exchange)))
        .allMatch(kept -> kept > 2 * bytes(1));
  }
}
