package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.training.LayerRates;
import org.lockstep.trainer.transfer.Head;

class WarmStartKeysTest {
  private static final Path JOB = JobFiles.CONF.resolve("quickstart.conf");

  @TempDir private Path folder;

  private static JobSpec read(String... overrides) {
    return JobReader.read(JOB, List.of(overrides));
  }

  @Test
  void ratesAndFrozenLayersAreReadAndWrittenBack() throws IOException {
    JobSpec job = read("training.layerRates={dense_2 = 0.5}", "training.frozen=[dense_1]");
    assertThat(job.training().layerRates())
        .isEqualTo(new LayerRates(Map.of("dense_1", 0.0, "dense_2", 0.5)));
    assertThat(read("training.layerRates={dense_1 = 0, dense_2 = 0.5}")).isEqualTo(job);
    assertThat(JobReader.read(JobFiles.write(folder, JobWriter.text(job)), List.of()))
        .isEqualTo(job);
    assertThat(read().training().layerRates().isOff()).isTrue();
  }

  @Test
  void aWarmStartIsATextOrASection() throws IOException {
    assertThat(read().warmStart()).isEmpty();
    assertThat(read("training.warmStart=runs/first").warmStart())
        .contains(new WarmStartChoice("runs/first", Head.KEEP));
    JobSpec job = read("training.warmStart={from = \"runs/a b\", head = replace}");
    assertThat(job.warmStart()).contains(new WarmStartChoice("runs/a b", Head.REPLACE));
    assertThat(JobReader.read(JobFiles.write(folder, JobWriter.text(job)), List.of()))
        .isEqualTo(job);
  }

  @Test
  void whatMakesNoSenseIsRefusedAtItsPlace() {
    refused("training.layerRates must be finite and >= 0", "training.layerRates={dense_1 = -1}");
    refused(
        "training.frozen must be layers without another factor",
        "training.layerRates={dense_1 = 2}",
        "training.frozen=[dense_1]");
    refused("averagingPeriod must be 1", "training.frozen=[dense_1]", "training.averagingPeriod=3");
    refused("training.warmStart.from must be given", "training.warmStart={head = keep}");
    refused(
        "training.warmStart.head must be one of keep, replace",
        "training.warmStart={from = a, head = keeep}");
    refused(
        "training.restarts must be 1 where warmStart",
        "training.warmStart=runs/first",
        "training.restarts=2");
  }

  private static void refused(String words, String... overrides) {
    assertThat(JobFiles.problems(JOB, overrides)).anyMatch(problem -> problem.contains(words));
  }
}
