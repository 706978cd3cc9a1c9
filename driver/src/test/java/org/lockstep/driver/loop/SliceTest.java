package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.Gradient;

class SliceTest {
  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "4095,2", "4096,2", "4097,2", "20480,3", "320259,7", "320259,200"})
  void slicesAreWholeBlocksAndCoverEverything(int parameters, int slices) {
    Gradient whole = new Gradient(parameters, Totals.of(Task.MULTICLASS, 3));
    for (int i = 0; i < parameters; i++) {
      whole.sums()[i] = i + 1;
    }
    Gradient pasted = new Gradient(parameters, whole.totals());
    int covered = 0;
    for (int slice = 0; slice < slices; slice++) {
      int start = Slice.start(slice, slices, parameters);
      assertThat(start == parameters || start % Slice.BLOCK == 0).isTrue();
      Gradient part = Slice.of(whole, slice, slices);
      covered += part.sums().length;
      Slice.paste(part, slice, slices, pasted);
    }
    assertThat(covered).isEqualTo(parameters);
    assertThat(pasted.sums()).isEqualTo(whole.sums());
  }

  @Test
  void totalsTravelOnceOnly() {
    Gradient whole = new Gradient(9000, Totals.of(Task.REGRESSION, 1));
    assertThat(Slice.of(whole, 0, 2).totals()).isSameAs(whole.totals());
    assertThat(Slice.of(whole, 1, 2).totals()).isNotSameAs(whole.totals());
  }
}
