package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Search for the best setting of a job file, and train it.",
    footer = {
      "",
      "The section search { … } of the job file says what may be chosen and how. DIR holds the",
      "ledger trials.jsonl, from which `lockstep resume DIR` goes on, the tables trials.csv,",
      "divisions.csv, rungs.csv and curves.csv, and the winner's model.",
      "",
      "Examples:",
      "  submit/lockstep search conf/search-quickstart.conf",
      "  submit/lockstep search conf/search.conf --out runs/1 --best-job best.conf"
    })
final class SearchCommand implements Callable<Integer> {
  @Mixin private JobArgument argument;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. Default: runs/<job name>-<time>.")
  private String out;

  @Option(
      names = "--resume-or-start",
      description =
          "Do nothing if DIR holds this search finished; otherwise go on there, or start.")
  private boolean resumeOrStart;

  @Option(
      names = "--best-job",
      paramLabel = "FILE",
      description = "Where to write the winner's job file, besides DIR/best.conf.")
  private Path bestJob;

  @Option(
      names = {"-q", "--quiet"},
      description = "Nothing but warnings and, at the end, how to go on where there is more to do.")
  private boolean quiet;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  SearchCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    terminal.quiet(quiet);
    JobSpec job = argument.read();
    if (job.search().isEmpty()) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          "a job to search must have a section search { … }. Received: " + argument.file());
    }
    return new SearchedRun(runner, terminal, verbose, Optional.ofNullable(bestJob))
        .in(RunPath.of(out, job), job, resumeOrStart ? Existing.RESUMED : Existing.REFUSED);
  }
}
