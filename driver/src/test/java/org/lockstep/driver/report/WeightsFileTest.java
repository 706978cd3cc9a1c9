package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.insight.WeightHistogram;
import org.lockstep.trainer.network.Parameters;

class WeightsFileTest {
  @TempDir private Path folder;
  private final float[] parameters = Parameters.initialise(Outcomes.network(), 1).values();

  @Test
  void whatIsWrittenIsRead() throws IOException {
    new WeightsFile(folder, Outcomes.network()).append(1, 0, parameters);
    List<WeightsFile.Entry> entries = WeightsFile.read(folder);
    List<WeightHistogram> expected = WeightHistogram.of(Outcomes.network(), parameters);
    assertThat(entries).hasSize(4).allMatch(entry -> entry.restart() == 1 && entry.epoch() == 0);
    for (int i = 0; i < 4; i++) {
      assertThat(entries.get(i).weights()).usingRecursiveComparison().isEqualTo(expected.get(i));
    }
    assertThat(entries.get(0).weights().name()).isEqualTo("dense_1/kernel");
    assertThat(entries.get(0).weights().size()).isEqualTo(12);
    assertThat(entries.get(1).weights().counts()).containsExactly(3); // a bias of zeros
    assertThat(entries.get(1).weights().zeros()).isEqualTo(3);
  }

  @Test
  void anEpochIsToldOnceAndARunThatGoesOnTellsWhatWasCut() throws IOException {
    WeightsFile file = new WeightsFile(folder, Outcomes.network());
    for (int epoch : new int[] {0, 10, 20, 20}) {
      file.append(1, epoch, parameters);
    }
    assertThat(WeightsFile.read(folder)).hasSize(12);
    assertThat(new CsvCut(1, 10, 0).cut(folder.resolve(WeightsFile.NAME), -1)).isTrue();
    WeightsFile again = new WeightsFile(folder, Outcomes.network());
    again.append(1, 10, parameters);
    again.append(1, 20, parameters);
    assertThat(WeightsFile.read(folder).stream().map(WeightsFile.Entry::epoch))
        .containsExactly(0, 0, 0, 0, 10, 10, 10, 10, 20, 20, 20, 20);
    assertThat(Files.readAllLines(folder.resolve(WeightsFile.NAME)).get(0))
        .startsWith("restart,epoch,layer,min,max,l2,zeros,bin_1,")
        .endsWith(",bin_40");
  }

  @Test
  void overOtherBinsNoNumberIsLost() {
    WeightHistogram weights = WeightHistogram.of("w", new float[] {-1, -0.5f, 0, 0, 2}, 0, 5);
    assertThat(Arrays.stream(weights.over(new double[] {-2, -0.9, 1, 5})).sum())
        .isCloseTo(5, within(1e-9));
    assertThat(weights.over(new double[] {-1, 2})).containsExactly(new double[] {5}, within(1e-9));
    assertThat(weights.over(new double[] {-3, -2})).containsExactly(0);
  }
}
