package org.lockstep.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.SeededRows;

class FusedWidthTest {

  private static NetworkSpec network(int units) {
    return NetworkSpec.of(700, List.of(new DenseSpec(units, new Sigmoid())), 3, Task.MULTICLASS, 0);
  }

  @Test
  void narrowNetworksGoTogetherWhileTheirUnitsFit() {
    assertThat(FusedWidth.refusal(Collections.nCopies(8, network(16)), false)).isEmpty();
    assertThat(FusedWidth.refusal(Collections.nCopies(4, network(32)), false)).isEmpty();
    assertThat(FusedWidth.refusal(Collections.nCopies(5, network(32)), false))
        .contains("first layers of 160 units, more than 128, do not fit beside each other");
  }

  @Test
  void aWiderOneIsTrainedAlone() {
    assertThat(FusedWidth.refusal(List.of(network(4), network(33)), false))
        .contains("a first layer of 33 units, more than 32, gains little beside others");
  }

  @Test
  void whereStepsTouchMostRowsOnlyTheNarrowestGain() {
    assertThat(FusedWidth.refusal(Collections.nCopies(4, network(8)), true)).isEmpty();
    assertThat(FusedWidth.refusal(List.of(network(8), network(9)), true))
        .contains(
            "a first layer of 9 units, more than 8, gains little beside others where steps touch"
                + " most rows");
    assertThat(FusedWidth.mostRows(List.of(ScatteredRows.shard(500, 1)), 1)).isFalse();
    assertThat(FusedWidth.mostRows(List.of(SeededRows.rows(93, 1)), 16)).isTrue();
  }
}
