package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.verify.Aspect;
import org.lockstep.driver.verify.ChildJvm;
import org.lockstep.driver.verify.ChildTrainer;
import org.lockstep.driver.verify.Setting;
import org.lockstep.driver.verify.Verification;
import org.lockstep.trainer.matrix.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check that a job gives the same bits whatever it runs on.",
    footer = {
      "",
      "Trains the job in one setting after the other, each in a process of its own, and compares"
          + " the",
      "hashes of rows, split, features, shards, the weights after each epoch and the model with"
          + " the",
      "first run's. Exit code 0: all the same; 70: one differs, and the table names the first"
          + " stage",
      "that does; otherwise that of the first run that failed.",
      "",
      "Examples:",
      "  submit/lockstep verify conf/airline.conf",
      "  submit/lockstep verify conf/airline.conf --epochs 5 --only loops,kernels",
      "  submit/lockstep verify conf/imdb.conf --cluster spark://host:7077"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Mixin private JobArgument argument;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Epochs of each run. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--only",
      paramLabel = "WORD,WORD…",
      split = ",",
      description = {
        "Compare these only: threads, loops, partitions (of the input), kernels (none, 128, 256"
            + " and",
        "512-bit vectors, up to the processor's), resume (of a run that ended halfway), cluster.",
        "Default: all."
      })
  private List<String> only = List.of();

  @Option(
      names = "--cluster",
      paramLabel = "MASTER",
      description = "A cluster to compare with, too; may be given several times.")
  private List<String> clusters = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The directory of the runs, not there yet. Default: runs/verify-<job name>-<time>.")
  private Path out;

  private final Terminal terminal;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String shortened = "training.epochs=" + epochs;
    JobSpec job = argument.read(shortened);
    List<Setting> settings = Aspect.settings(aspects(), facts(job));
    Path directory = directory(job);
    List<String> arguments = new ArrayList<>(List.of(argument.file().toString()));
    argument.overrides(shortened).forEach(change -> arguments.addAll(List.of("--set", change)));
    terminal.line(terminal.bold(job.title()));
    terminal.line("runs       %d, in %s".formatted(settings.size(), directory));
    return new Verification(
            settings, new ChildTrainer(new ChildJvm(Main.class), arguments), terminal)
        .in(directory);
  }

  private List<Aspect> aspects() {
    for (String word : only) {
      if (!Aspect.words().contains(word)) {
        throw new RunException(
            ExitCode.USAGE,
            "--only must be one or more of %s. Received: %s"
                .formatted(String.join(", ", Aspect.words()), word));
      }
    }
    if (only.contains(Aspect.CLUSTER.word()) && clusters.isEmpty()) {
      throw new RunException(
          ExitCode.USAGE, "--only cluster must come with --cluster MASTER. Received: no master");
    }
    return Arrays.stream(Aspect.values())
        .filter(aspect -> only.isEmpty() || only.contains(aspect.word()))
        .toList();
  }

  private Aspect.Facts facts(JobSpec job) {
    String kernel = Kernels.best().name();
    int bits = kernel.startsWith("vector-") ? Integer.parseInt(kernel.substring(7)) : 0;
    return new Aspect.Facts(epochs, job.data().partitions(), bits, clusters);
  }

  private Path directory(JobSpec job) throws IOException {
    Path directory =
        out == null
            ? Path.of("runs", "verify-" + job.name() + "-" + LocalDateTime.now().format(STAMP))
            : out;
    if (Files.exists(directory)) {
      throw new RunException(
          ExitCode.CANNOT_WRITE, "--out must not exist yet. Received: " + directory);
    }
    return Files.createDirectories(directory);
  }
}
