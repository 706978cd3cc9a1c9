package org.lockstep.driver.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.Task;

class WeightHistogramTest {
  @Test
  void numbersFallIntoBinsOfEqualWidth() {
    // 40 bins from −1 to 3 are 0.1 wide: 0 begins bin 10, 1.05 lies in bin 20, 3 closes the last
    float[] values = {99, -1, 0, 0, 1.05f, 3, 99};
    WeightHistogram found = WeightHistogram.of("w", values, 1, 6);
    assertThat(found.counts()).hasSize(40);
    assertThat(found.edges()).hasSize(41);
    assertThat(found.edges()[0]).isEqualTo(-1);
    assertThat(found.edges()[40]).isCloseTo(3, within(1e-12));
    assertThat(found.edges()[11]).isCloseTo(0.1, within(1e-12));
    long[] counts = new long[40];
    counts[0] = 1;
    counts[10] = 2;
    counts[20] = 1;
    counts[39] = 1;
    assertThat(found.counts()).containsExactly(counts);
    assertThat(found.min()).isEqualTo(-1);
    assertThat(found.max()).isEqualTo(3);
    assertThat(found.norm()).isCloseTo(Math.sqrt(1 + 1.1025 + 9), within(1e-6));
    assertThat(found.zeros()).isEqualTo(2);
    assertThat(found.size()).isEqualTo(5);
  }

  @Test
  void equalNumbersShareOneBinAroundThem() {
    WeightHistogram found = WeightHistogram.of("b", new float[] {2, 2, 2}, 0, 3);
    assertThat(found.counts()).containsExactly(3);
    assertThat(found.edges()).containsExactly(1.5, 2.5);
    assertThat(found.norm()).isCloseTo(Math.sqrt(12), within(1e-12));
  }

  @Test
  void everySliceHasOne() {
    float[] parameters = {3, -4, 0.5f, 2, -1};
    List<WeightHistogram> all =
        WeightHistogram.of(
            HandMade.network(2, 1, Task.BINARY, new DenseSpec(1, new Sigmoid())), parameters);
    assertThat(all.stream().map(WeightHistogram::name))
        .containsExactly("dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias");
    assertThat(all.stream().map(WeightHistogram::norm)).containsExactly(5.0, 0.5, 2.0, 1.0);
    assertThat(all.stream().map(WeightHistogram::size)).containsExactly(2L, 1L, 1L, 1L);
  }

  @Test
  void overOtherBinsNumbersAreSpreadEvenly() {
    WeightHistogram found = WeightHistogram.of("w", 0, 4, 1, 0, new long[] {8, 4});
    assertThat(found.edges()).containsExactly(0, 2, 4);
    assertThat(found.over(new double[] {-1, 1, 3, 4})).containsExactly(4, 6, 2);
    assertThat(found.over(new double[] {4, 5})).containsExactly(0);
  }

  @Test
  void noneIsLostOverAWiderRange() {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    WeightHistogram found = WeightHistogram.of("w", values, 0, values.length);
    assertThat(LongStream.of(found.counts()).sum()).isEqualTo(1000);
    double sum = 0;
    for (double each : found.over(new double[] {-2, -0.3, 0.1, 0.9, 2})) {
      sum += each;
    }
    assertThat(sum).isCloseTo(1000, within(1e-6));
  }
}
