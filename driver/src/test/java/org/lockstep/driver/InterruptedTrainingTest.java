package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.run.RunState;
import org.lockstep.driver.run.StatusFile;

/** The real command in a process of its own, which gets SIGTERM in the middle of its training. */
@Timeout(240)
class InterruptedTrainingTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"lockstep, 60", "round, 100"})
  void sigtermSavesTheStepAndTheRunGoesOnWithTheSameBits(String loop, int epochs) throws Exception {
    CommandLine lockstep =
        new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    SmallJob small = new SmallJob(folder, lockstep);
    Path job =
        small.write(
            "training { loop = %s, epochs = %d, checkpoint.everyEpochs = 0 }"
                .formatted(loop, epochs));
    Path run = folder.resolve("run");
    Process process = start(job, run);
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !process.isAlive() || lines(run.resolve("history.csv")) > 5);
      process.destroy(); // SIGTERM
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(folder.resolve("said"));
    assertThat(process.exitValue()).as(said).isEqualTo(143);
    assertThat(said).contains("go on with: submit/lockstep resume " + run);
    var status = StatusFile.read(run).orElseThrow();
    assertThat(status.state()).isEqualTo(RunState.STOPPED);
    assertThat(status.exitCode()).contains(75);
    assertThat(small.checkpoints("run")).hasSize(1);

    assertThat(small.resume("run")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).contains("resuming   after epoch ");
    assertThat(small.train(job, "undisturbed")).isZero();
    assertThat(small.sha256("run")).isEqualTo(small.sha256("undisturbed"));
    assertThat(small.history("run")).isEqualTo(small.history("undisturbed"));
  }

  private Process start(Path job, Path run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dspark.master=local[2]",
            // Holds the lockstep loop for a second, in which the signal comes.
            "-D" + FaultPlan.SETTING + "=stall@rank0:step40",
            "-Dlockstep.log=" + folder.resolve("log"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "train",
            job.toString(),
            "--out",
            run.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "said"))
        .start();
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }
}
