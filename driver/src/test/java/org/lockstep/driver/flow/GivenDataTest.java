package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.scoring.SmallModels;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.text.TextSpec;

/** What is read of rows that a model is to judge. */
class GivenDataTest {
  @TempDir Path folder;

  @Test
  void rowsThatNothingDividesNeedNoGroup() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("job.conf"),
            "data { source = csv, path = \"x.csv\", split { group = author } }\n");
    JobSpec job = JobReader.read(file, List.of());
    assertThat(job.data().split().group()).hasValue("author");
    Model model = SmallModels.text(TextSpec.defaults());
    DataSpec given = GivenData.of(job, model, "y.csv");
    assertThat(given.split().group()).isEmpty();
    assertThat(given.path()).hasValue("y.csv");
    assertThat(given.columns()).isEqualTo(job.data().columns());
  }
}
