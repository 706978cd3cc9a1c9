package org.lockstep.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;

class HoldingTest {
  private static final int COLUMNS = 3;
  private static final int BEHIND = 3 + 3 * 2 + 2;

  private static ParameterLayout layout(int rows) {
    return new ParameterLayout(
        NetworkSpec.of(rows, List.of(new DenseSpec(COLUMNS, new Tanh())), 2, Task.MULTICLASS, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 200, 321})
  void everyRowHasOneOwnerAndAllHaveWhatLiesBehind(int rows) {
    ParameterLayout layout = layout(rows);
    float[] whole = new float[layout.size()];
    IntStream.range(0, whole.length).forEach(i -> whole[i] = i + 1);
    for (int owners = 1; owners <= 4; owners++) {
      float[] together = new float[whole.length];
      int held = 0;
      for (int rank = 0; rank < owners; rank++) {
        Holding holding = Holding.own(layout, rank, owners);
        assertThat(holding.isWhole()).isEqualTo(owners == 1);
        assertThat(holding.length()).isEqualTo(holding.kernel().size() + BEHIND);
        held += holding.kernel().rows();
        float[] kept = new float[holding.length()];
        holding.pick(whole, kept);
        for (int word = rank; 64 * word < rows; word += owners) {
          int count = Math.min(64, rows - 64 * word);
          holding.putRows(kept, together, word, count == 64 ? -1L : (1L << count) - 1);
          assertThat(kept[holding.at(64 * word)]).isEqualTo(whole[64 * word * COLUMNS]);
        }
        holding.putBehind(kept, together);
        assertThat(kept[holding.behind(whole.length - 1)]).isEqualTo(whole.length);
      }
      assertThat(held).isEqualTo(rows);
      assertThat(Arrays.equals(together, whole)).as("%d owners of %d rows", owners, rows).isTrue();
    }
  }

  @Test
  void aKernelBehindOtherParametersHasNoOwners() {
    NetworkSpec network =
        NetworkSpec.of(
            9,
            List.of(new BatchNormalizationSpec(), new DenseSpec(COLUMNS, new Tanh())),
            2,
            Task.MULTICLASS,
            0);
    assertThatThrownBy(() -> Holding.own(new ParameterLayout(network), 0, 2))
        .hasMessage("a kernel with owners must lie at the beginning. Received: at 36");
  }
}
