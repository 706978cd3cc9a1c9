package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.picture.ChartFiles;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.reproduce.Reproduction;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep reproduce}. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Run the lecture's experiments and set their figures beside ours.",
    footer = {
      "",
      "WHAT is airline, imdb, regularisation (sweeps of each constraint), boundaries, housing,",
      "digits, curve, depth, initialisers, optimizers, schedules, normalisation, mnist (if you",
      "have mnist.csv), all, or a job file: that is trained on training and validation",
      "rows together, from 5 seeds, and scored on the test rows.",
      "",
      "Writes DIR/index.html, figures.json and figures.csv. What is done in DIR is not run again.",
      "",
      "Examples:",
      "  submit/lockstep reproduce all",
      "  submit/lockstep reproduce airline boundaries --out runs/pictures",
      "  submit/lockstep reproduce conf/airline-best.conf conf/imdb-best.conf"
    })
final class ReproduceCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "WHAT", description = "Experiments, or job files.")
  private List<String> what;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page goes. Default: runs/reproduce.")
  private Path out = Path.of("runs", "reproduce");

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also write every picture into DIR, as SVG and PNG.")
  private Path charts;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "At most so many epochs a training, for a first look. Default: no limit.")
  private int epochs = Integer.MAX_VALUE;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final LookUp lookUp;
  private final Terminal terminal;

  ReproduceCommand(LookUp lookUp, Terminal terminal) {
    this.lookUp = lookUp;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    for (String word : what) {
      if (!Reproduction.isKnown(word)) {
        throw new RunException(
            ExitCode.USAGE,
            "WHAT must be a job file or one of %s. Received: %s"
                .formatted(String.join(", ", Reproduction.words()), word));
      }
    }
    if (epochs < 1) {
      throw new RunException(ExitCode.USAGE, "--epochs must be >= 1. Received: " + epochs);
    }
    Files.createDirectories(out);
    Logging.to(out.resolve("reproduce.log"), verbose);
    SparkSession spark = SparkStart.open("lockstep reproduce");
    try {
      Reproduction reproduction = new Reproduction(spark, lookUp, out, epochs, terminal::redraw);
      reproduction.run(what).forEach(terminal::line);
      if (charts != null) {
        ChartFiles.write(charts, reproduction.charts(), terminal::warn);
      }
    } finally {
      spark.stop();
    }
    terminal.line("page       " + out.resolve(Reproduction.PAGE));
    return ExitCode.OK.number();
  }
}
