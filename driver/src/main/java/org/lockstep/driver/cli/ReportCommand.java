package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.page.ComparisonPage;
import org.lockstep.driver.page.ReportFile;
import org.lockstep.driver.page.RunFiles;
import org.lockstep.driver.picture.ChartFiles;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.NewestRun;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Write the page of a run or a search, or one that compares several runs.",
    footer = {
      "",
      "One RUN: RUN/report.html. Several: comparison.html here. None: the newest in ./runs.",
      "The page opens offline, and all its numbers lie in the run's directory. A run that is under",
      "way is shown as far as it is.",
      "",
      "Examples:",
      "  submit/lockstep report --open",
      "  submit/lockstep report runs/nightly",
      "  submit/lockstep report runs/nightly --baselines",
      "  submit/lockstep report runs/nightly --charts figures",
      "  submit/lockstep report runs/a runs/b runs/c --out three.html"
    })
final class ReportCommand implements Callable<Integer> {
  /** Where runs go that are not told where. */
  private static final Path RUNS = Path.of("runs");

  /** Of several runs. */
  private static final String COMPARISON = "comparison.html";

  @Parameters(arity = "0..*", paramLabel = "RUN", description = "Run directories.")
  private List<Path> directories = List.of();

  @Option(names = "--open", description = "Show the page in the browser ($BROWSER, or yours).")
  private boolean open;

  @Option(names = "--out", paramLabel = "FILE", description = "The page's file; replaced.")
  private Path out;

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also write every picture into DIR, as SVG and PNG.")
  private Path charts;

  @Option(
      names = "--baselines",
      description = {
        "First train simpler models on the run's own features with Spark ML and keep their scores",
        "in RUN/baselines.json. Takes minutes; report.baselines of a job does it at a run's end."
      })
  private boolean baselines;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  ReportCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (directories.isEmpty()) {
      directories = List.of(newest());
    }
    boolean one = directories.size() == 1;
    if (baselines) {
      for (Path directory : directories) {
        train(FinishedRun.open(directory));
      }
    }
    Page page = one ? ReportFile.page(directories.get(0)) : comparison();
    Path standard = one ? directories.get(0).resolve(ReportFile.NAME) : Path.of(COMPARISON);
    Path file = out == null ? standard : out;
    Path written = file.toAbsolutePath();
    Files.createDirectories(written.getParent());
    AtomicFile.write(written, page.text());
    if (charts != null) {
      ChartFiles.write(charts, page.charts(), terminal::warn);
    }
    terminal.line(
        "%s  %d sections, %d pictures".formatted(file, page.parts().size(), page.charts().size()));
    if (open && !new Browser(Optional.ofNullable(System.getenv("BROWSER"))).open(written)) {
      terminal.warn("no browser could be started; the page is " + written.toUri());
    }
    return 0;
  }

  private static Path newest() throws IOException {
    return NewestRun.in(RUNS)
        .orElseThrow(
            () ->
                new RunException(
                    ExitCode.INPUT_MISSING,
                    "RUN must be given where ./runs holds none. Received: nothing"));
  }

  /** The network's score stands above those of the simpler models. */
  private void train(FinishedRun run) throws IOException {
    Logging.to(run.path().resolve("report.log"), verbose);
    Baselines all = new Baselines(BaselineChoice.ALL);
    SparkSession spark = SparkStart.open("lockstep report " + run.job().name(), all.conf());
    try {
      all.require(runner, run, spark, terminal);
    } finally {
      spark.stop();
    }
  }

  private Page comparison() throws IOException {
    List<RunFiles> runs = new ArrayList<>();
    for (Path directory : directories) {
      runs.add(RunFiles.open(directory));
    }
    return ComparisonPage.of(runs);
  }
}
