package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.report.MetricsFile;

/** What a run says of steps that its workers take on their own. */
@Timeout(120)
class AveragingEndToEndTest {
  @TempDir private Path folder;

  @Test
  void anAdaptivePeriodStatesItsAccuracyAgainstTheExactRun() throws IOException {
    CommandLine lockstep =
        new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    SmallJob small = new SmallJob(folder, lockstep);
    Path job = small.write("");
    assertThat(small.train(job, "exact", "report.exactRun=true")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).doesNotContain("averag", "exact run");

    String adaptive = "training.averagingPeriod={type=adaptive,everyEpochs=2,most=4}";
    assertThat(small.train(job, "alone", adaptive)).as(lockstep.errors()).isZero();
    assertThat(lockstep.out())
        .contains("averaging  every step, times 2 every 2 epochs, up to 4: ")
        .contains("report.exactRun = true measures by how much")
        .doesNotContain("against the exact run");

    assertThat(small.train(job, "beside", adaptive, "report.exactRun=true"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out())
        .contains("that one is trained afterwards")
        .contains("exact run  the same training with averagingPeriod = 1")
        .containsPattern("against the exact run .*, test split\\n")
        .containsPattern("difference +[+-]0\\.\\d{4} +[+-]0\\.\\d{4} +[+-]0\\.\\d{4}");
    // The one is the run that it would be without the other, and so is the other.
    assertThat(small.sha256("beside"))
        .isEqualTo(small.sha256("alone"))
        .isNotEqualTo(small.sha256("exact"));
    assertThat(small.history("beside")).isEqualTo(small.history("alone"));
    JsonNode exact = MetricsFile.read(folder.resolve("beside")).at("/averaging/exact_run");
    JsonNode expected = MetricsFile.read(folder.resolve("exact"));
    assertThat(exact.get("model_sha256")).isEqualTo(expected.get("model_sha256"));
    assertThat(exact.get("splits")).isEqualTo(expected.get("splits"));
    assertThat(exact.get("best_epoch")).isEqualTo(expected.get("best_epoch"));
  }
}
