package org.lockstep.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.check.DataException;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.search.ledger.LedgerException;

class FailuresTest {
  @Test
  void theFirstKnownCauseDecides() {
    Throwable task =
        new SparkException("Job aborted due to stage failure", DataException.bad("row %d", 7));
    assertThat(Failures.of(new IllegalStateException(task)))
        .isEqualTo(new Failure("row 7", ExitCode.BAD_DATA));
  }

  @Test
  void eachKindHasItsExitCode() {
    assertThat(Failures.of(DataException.missing("no file")).exitCode())
        .isEqualTo(ExitCode.INPUT_MISSING);
    assertThat(Failures.of(new JobException(List.of("a", "b"))))
        .isEqualTo(new Failure("a\nb", ExitCode.BAD_CONFIGURATION));
    assertThat(Failures.of(new OutOfMemoryError("Java heap space")).exitCode())
        .isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(Failures.of(new FileSystemException("/x", null, "Read-only file system")))
        .isEqualTo(
            new Failure(
                "a file must be readable or writable. Received: /x: Read-only file system",
                ExitCode.CANNOT_WRITE));
  }

  /** What the system itself says of a full disk, wherever in a run it is met. */
  @Test
  void aFullDiskMayHaveRoomAnotherTime() {
    IOException full =
        catchThrowableOfType(
            IOException.class, () -> Files.write(Path.of("/dev/full"), new byte[] {1}));
    assertThat(Failures.of(new UncheckedIOException(full)))
        .isEqualTo(
            new Failure(
                "the disk must have room. Received: No space left on device", ExitCode.RESUMABLE));
    assertThat(Failures.of(new LedgerException("the ledger must be writable", full)).exitCode())
        .isEqualTo(ExitCode.RESUMABLE);
    RunException inTheRun = DiskFailure.at(Path.of("runs/a/history.csv"), full);
    assertThat(inTheRun.exitCode()).isEqualTo(ExitCode.RESUMABLE);
    assertThat(inTheRun)
        .hasMessage(
            "the output directory must be writable. Received: runs/a/history.csv"
                + " (No space left on device)");
  }

  @Test
  void sparksOwnFailuresBecomeSentencesWithARemedy() {
    Failure port =
        Failures.of(
            new RuntimeException(
                new BindException("Address already in use: Service 'sparkDriver' failed")));
    assertThat(port.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(port.sentence()).contains("sparkDriver").contains("spark.driver.port");
    Failure gone =
        Failures.of(new SparkException("Job 3 cancelled because SparkContext was shut down\nmore"));
    assertThat(gone.exitCode()).isEqualTo(ExitCode.RESUMABLE);
    assertThat(gone.sentence()).contains("--resume-or-start").doesNotContain("more");
  }

  @Test
  void whatNobodyExpectedIsInternalAndNamesTheException() {
    assertThat(Failures.of(new IllegalStateException("odd\n\tat somewhere")))
        .isEqualTo(
            new Failure(
                "Lockstep failed unexpectedly: IllegalStateException: odd", ExitCode.INTERNAL));
  }
}
