package org.lockstep.trainer.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.allocation.ArrayBytes;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

class WatchTest {
  private static final NetworkSpec NETWORK =
      NetworkSpec.of(100, List.of(new DenseSpec(10, new Tanh())), 2, Task.MULTICLASS, 0);

  @Test
  void betweenMeasuredStepsThereIsNoCopyOfTheParameters() {
    Watch watch = new Watch(NETWORK, Kernels.best());
    float[] parameters = Parameters.initialise(NETWORK, 1).values();
    long bytes = (long) Float.BYTES * parameters.length;
    float[] sums = parameters.clone();
    for (int step = 1; step <= 2; step++) {
      watch.gradient(sums, 1);
      assertThat(ArrayBytes.within(watch)).isLessThan(bytes);
      watch.before(parameters);
      assertThat(ArrayBytes.within(watch)).isGreaterThanOrEqualTo(bytes);
      parameters[0] += step;
      LayerReport report = watch.after(parameters, 1, step, false, new UnitActivity(0));
      assertThat(ArrayBytes.within(watch)).isLessThan(bytes);
      assertThat(report.layers().get(0).updateNorm()).isCloseTo(step, offset(1e-5));
    }
  }
}
