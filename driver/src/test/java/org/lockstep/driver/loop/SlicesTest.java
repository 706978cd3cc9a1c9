package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;

class SlicesTest {
  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "4095,2", "4096,2", "4097,2", "20480,3", "320259,7", "320259,200"})
  void slicesAreWholeBlocksAndCoverEverything(int parameters, int slices) {
    Gradient whole = new Gradient(parameters, Totals.of(Task.MULTICLASS, 3));
    for (int i = 0; i < parameters; i++) {
      whole.sums()[i] = i + 1;
    }
    GradientSlices form = new GradientSlices();
    List<Gradient> parts = new ArrayList<>();
    for (int slice = 0; slice < slices; slice++) {
      int start = Slices.start(slice, slices, parameters);
      assertThat(start == parameters || start % Slices.BLOCK == 0).isTrue();
      parts.add(form.slice(whole, slice, slices));
    }
    assertThat(form.join(parts).sums()).isEqualTo(whole.sums());
    assertThat(form.join(parts).totals()).isSameAs(whole.totals());
  }

  @Test
  void totalsTravelOnceOnly() {
    Gradient whole = new Gradient(9000, Totals.of(Task.REGRESSION, 1));
    assertThat(new GradientSlices().slice(whole, 0, 2).totals()).isSameAs(whole.totals());
    assertThat(new GradientSlices().slice(whole, 1, 2).totals()).isNotSameAs(whole.totals());
  }
}
