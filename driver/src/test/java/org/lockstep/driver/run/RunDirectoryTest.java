package org.lockstep.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;

class RunDirectoryTest {
  @TempDir private Path folder;
  private Path file;
  private Path out;

  @BeforeEach
  void writeJob() throws IOException {
    file = Files.writeString(folder.resolve("tweets.conf"), "data { source = airline }");
    out = folder.resolve("runs").resolve("first");
  }

  @Test
  void aNewRunHoldsItsResolvedJobAndAStatus() throws IOException {
    try (RunDirectory run = RunDirectory.open(out, job(), false)) {
      assertThat(run.alreadyDone()).isFalse();
      assertThat(JobReader.read(out.resolve("job.conf"), List.of())).isEqualTo(job());
      StatusRecord status = StatusFile.read(out).orElseThrow();
      assertThat(status.state()).isEqualTo(RunState.STARTING);
      assertThat(status.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(status.exitCode()).isEmpty();
      assertThat(out.resolve("_SUCCESS")).doesNotExist();
    }
  }

  @Test
  void everyChangeOfStateIsOnDiskAndTheFirstEndStays() throws IOException {
    try (RunDirectory run = RunDirectory.open(out, job(), false)) {
      run.status().enter(RunState.READING, "tweets");
      run.status().dataSource("generated");
      run.status().enter(RunState.TRAINING, "");
      run.status().epochFinished(3, "epoch 3/8");
      StatusRecord training = StatusFile.read(out).orElseThrow();
      assertThat(training.state()).isEqualTo(RunState.TRAINING);
      assertThat(training.epoch()).isEqualTo(3);
      assertThat(training.dataSource()).isEqualTo("generated");
      run.stop();
      run.fail(new Failure("Spark went away", ExitCode.RESUMABLE));
      StatusRecord stopped = StatusFile.read(out).orElseThrow();
      assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
      assertThat(stopped.exitCode()).contains(75);
    }
  }

  @Test
  void successIsWrittenLast() throws IOException {
    try (RunDirectory run = RunDirectory.open(out, job(), false)) {
      run.succeed("best epoch 4");
    }
    assertThat(StatusFile.read(out).orElseThrow().state()).isEqualTo(RunState.DONE);
    assertThat(out.resolve("_SUCCESS")).exists();
    assertThat(FinishedRun.open(out).job()).isEqualTo(job());
  }

  @Test
  void anExistingRunIsRefusedUnlessAskedFor() throws IOException {
    RunDirectory.open(out, job(), false).close();
    RunException e = refused(out, job(), false);
    assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(e).hasMessageContaining(out.toString()).hasMessageContaining("--resume-or-start");
  }

  @Test
  void theLaunchersLogDoesNotMakeADirectoryUsed() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("spark.log"), "starting");
    RunDirectory.open(out, job(), false).close();
    assertThat(out.resolve("job.conf")).exists();
  }

  @Test
  void aDoneRunOfTheSameJobIsLeftAlone() throws IOException {
    try (RunDirectory run = RunDirectory.open(out, job(), true)) {
      run.succeed("");
    }
    String before = Files.readString(out.resolve("status.json"));
    try (RunDirectory again = RunDirectory.open(out, job(), true)) {
      assertThat(again.alreadyDone()).isTrue();
    }
    assertThat(Files.readString(out.resolve("status.json"))).isEqualTo(before);
  }

  @Test
  void anUnfinishedRunIsRestartedAndWhatItLeftIsKeptAside() throws IOException {
    for (int attempt = 1; attempt <= 3; attempt++) {
      try (RunDirectory run = RunDirectory.open(out, job(), true)) {
        assertThat(run.alreadyDone()).isFalse();
        assertThat(out.resolve("history.csv")).doesNotExist();
        Files.writeString(out.resolve("history.csv"), "attempt " + attempt);
      }
    }
    assertThat(out.resolve("unfinished-1/history.csv")).hasContent("attempt 1");
    assertThat(out.resolve("unfinished-2/history.csv")).hasContent("attempt 2");
    assertThat(out.resolve("unfinished-2/status.json")).exists();
    assertThat(out.resolve("unfinished-3")).doesNotExist();
  }

  @Test
  void anotherJobIsRefusedByTheKeysInWhichItDiffers() throws IOException {
    RunDirectory.open(out, job(), false).close();
    RunException e = refused(out, job("training.epochs=7"), true);
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(e)
        .hasMessage(
            "the run in " + out + " belongs to another job: training.epochs is 100 there, 7 here");
  }

  @Test
  void aFolderThatIsNoRunIsNeverTakenOver() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("thesis.tex"), "precious");
    RunException e = refused(out, job(), true);
    assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(e).hasMessageContaining("thesis.tex");
    try (var left = Files.list(out)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aRunInProgressIsNotDisturbed() throws IOException {
    try (RunDirectory first = RunDirectory.open(out, job(), false)) {
      first.status().enter(RunState.TRAINING, "");
      RunException e = refused(out, job(), true);
      assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
      assertThat(e).hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(StatusFile.read(out).orElseThrow().state()).isEqualTo(RunState.TRAINING);
    }
    RunDirectory.open(out, job(), true).close();
  }

  /** Where a lock does not reach another machine, the heartbeat in the shared directory does. */
  @Test
  void aRunOnAnotherMachineIsLeftAloneUntilItsHeartbeatIsOld() throws IOException {
    RunDirectory.open(out, job(), false).close();
    Path status = out.resolve(StatusFile.NAME);
    String there =
        Files.readString(status).replaceAll("\"host\" : \"[^\"]*\"", "\"host\" : \"elsewhere\"");
    beat(status, there, Instant.now().minusSeconds(40));
    RunException e = refused(out, job(), true);
    assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(e).hasMessageEndingWith(" on elsewhere");
    assertThat(Files.readString(status)).as("left as it was").contains("elsewhere");
    beat(status, there, Instant.now().minusSeconds(61));
    RunDirectory.open(out, job(), true).close();
  }

  private static void beat(Path status, String text, Instant at) throws IOException {
    Files.writeString(
        status, text.replaceAll("\"heartbeat\" : \"[^\"]*\"", "\"heartbeat\" : \"" + at + "\""));
  }

  @Test
  void aFileInTheWayAndAPlaceThatCannotBeWrittenAreNamed() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    RunException notADirectory = refused(inTheWay, job(), false);
    assertThat(notADirectory.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(notADirectory).hasMessageContaining(inTheWay.toString());
    RunException below = refused(inTheWay.resolve("run"), job(), false);
    assertThat(below.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    // Nobody, root included, can make a directory there.
    RunException denied = refused(Path.of("/proc/lockstep-run"), job(), false);
    assertThat(denied.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(denied).hasMessageStartingWith("the output directory must be writable.");
  }

  @Test
  void onlyAFinishedRunIsOpenedForReading() throws IOException {
    RunException nowhere =
        catchThrowableOfType(RunException.class, () -> FinishedRun.open(folder.resolve("no")));
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.INPUT_MISSING);
    try (RunDirectory run = RunDirectory.open(out, job(), false)) {
      run.fail(new Failure("too few rows", ExitCode.BAD_DATA));
    }
    RunException failed = catchThrowableOfType(RunException.class, () -> FinishedRun.open(out));
    assertThat(failed.exitCode()).isEqualTo(ExitCode.INPUT_MISSING);
    assertThat(failed).hasMessageContaining("failed too few rows");
  }

  private JobSpec job(String... overrides) {
    return JobReader.read(file, List.of(overrides));
  }

  private static RunException refused(Path out, JobSpec job, boolean resumeOrStart) {
    return catchThrowableOfType(
        RunException.class, () -> RunDirectory.open(out, job, resumeOrStart));
  }
}
