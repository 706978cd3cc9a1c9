package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

class NetworkTableTest {
  @Test
  void everySliceHasItsShapeNumbersAndBytes() {
    NetworkSpec airline =
        NetworkSpec.of(5000, List.of(new DenseSpec(64, new Sigmoid())), 3, Task.MULTICLASS, 0);
    // 5000·64 + 64 + 64·3 + 3 = 320,259 floats of 4 bytes
    assertThat(NetworkTable.lines(airline))
        .containsExactly(
            "layer               shape  parameters   bytes",
            "dense_1/kernel  5000 × 64     320,000  1.3 MB",
            "dense_1/bias           64          64   256 B",
            "dense_2/kernel     64 × 3         192   768 B",
            "dense_2/bias            3           3    12 B",
            "all                           320,259  1.3 MB");
  }

  @Test
  void bytesHaveTheUnitThatKeepsThemShort() {
    assertThat(NetworkTable.bytes(0)).isEqualTo("0 B");
    assertThat(NetworkTable.bytes(999)).isEqualTo("999 B");
    assertThat(NetworkTable.bytes(1000)).isEqualTo("1.0 kB");
    assertThat(NetworkTable.bytes(2_560_000_000L)).isEqualTo("2.6 GB");
    assertThat(NetworkTable.bytes(1_000_000_000_000_000L)).isEqualTo("1000.0 TB");
  }
}
