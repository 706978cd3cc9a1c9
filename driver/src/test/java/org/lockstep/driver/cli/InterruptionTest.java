package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunState;
import org.lockstep.driver.run.StatusFile;

class InterruptionTest {
  @TempDir private Path folder;

  @Test
  void aSignalLeavesTheStatusStoppedAndTheDirectoryFree() throws Exception {
    Path job = Files.writeString(folder.resolve("tweets.conf"), "data { source = airline }");
    Path run = folder.resolve("run");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName(),
                job.toString(),
                run.toString())
            .redirectError(new File(folder.toFile(), "stderr"))
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("running");
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    var status = StatusFile.read(run).orElseThrow();
    assertThat(status.state()).isEqualTo(RunState.STOPPED);
    assertThat(status.pid()).isEqualTo(process.pid());
    assertThat(status.exitCode()).contains(75);
    try (RunDirectory again = RunDirectory.open(run, JobReader.read(job, List.of()), true)) {
      assertThat(again.alreadyDone()).isFalse();
    }
  }

  /** A run that waits to be interrupted, and then fails as a training does whose Spark is gone. */
  static final class Waiting {
    private Waiting() {}

    /**
     * @param arguments the job file and the run directory
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
      RunDirectory run =
          RunDirectory.open(
              Path.of(arguments[1]), JobReader.read(Path.of(arguments[0]), List.of()), false);
      Interruption.watch(run, () -> {});
      Thread failing =
          new Thread(
              () -> Interruption.failed(run, new Failure("Spark is gone", ExitCode.INTERNAL)));
      Runtime.getRuntime().addShutdownHook(failing);
      new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true)
          .println("running");
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
