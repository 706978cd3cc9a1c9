package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

class StateRoomTest {
  private static final TrainingSpec ADAM = LoopFixture.training(2, 512);

  @Test
  void aMillionHashedFeaturesFit() {
    assertThatCode(() -> StateRoom.require(network(1 << 20), ADAM)).doesNotThrowAnyException();
  }

  @Test
  void fourMillionDoNotWithAdamsMoments() {
    assertThatThrownBy(() -> StateRoom.require(network(1 << 22), ADAM))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            "weights, their optimizer's state and the best epoch's weights must")
        .hasMessageEndingWith("Received: 3,221,228,580 bytes, 268,435,715 weights 3 times");
  }

  @Test
  void theBestEpochsWeightsCount() {
    TrainingSpec best =
        ADAM.toBuilder()
            .earlyStopping(new EarlyStoppingSpec(1, 0, true, "validation_loss"))
            .build();
    NetworkSpec network = network(1 << 21);
    assertThatCode(() -> StateRoom.require(network, ADAM)).doesNotThrowAnyException();
    assertThatThrownBy(() -> StateRoom.require(network, best))
        .hasMessageEndingWith("weights 4 times");
  }

  private static NetworkSpec network(int inputs) {
    return NetworkSpec.of(inputs, List.of(new DenseSpec(64, new Relu())), 3, Task.MULTICLASS, 0);
  }
}
