package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.ShellWord;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job file of a command, and what overrides it. */
final class JobArgument {
  @Parameters(paramLabel = "JOB.conf", description = "The job file (HOCON).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the job file; may be given several times.")
  private List<String> overrides = List.of();

  /** As it was named. */
  Path file() {
    return file;
  }

  /** As a shell reads it, to be pasted behind a command. */
  String typed() {
    StringBuilder words = new StringBuilder(ShellWord.of(file));
    overrides.forEach(each -> words.append(" --set ").append(ShellWord.of(each)));
    return words.toString();
  }

  /**
   * The job.
   *
   * @param more keys that the command itself overrides, {@code KEY=VALUE}
   * @throws org.lockstep.driver.job.JobException if the file or an override is wrong
   */
  JobSpec read(String... more) throws IOException {
    return JobReader.read(file, overrides(more));
  }

  /** What {@link #read} overrides. */
  List<String> overrides(String... more) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(List.of(more));
    return all;
  }
}
