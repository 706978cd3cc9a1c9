package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.report.CsvCut;
import org.lockstep.driver.report.DataSummary;
import org.lockstep.driver.report.EpochLine;
import org.lockstep.driver.report.EpochWarnings;
import org.lockstep.driver.report.HistoryFile;
import org.lockstep.driver.report.LayersFile;
import org.lockstep.driver.report.NetworkTable;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.report.WeightsFile;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;
import org.slf4j.MDC;

/**
 * What a running job tells: each call reaches {@code status.json}, the terminal and, for epochs,
 * {@code history.csv}; measured layers reach {@code layers.csv}. Give it to a {@code TrainingLoop}
 * as its listener.
 */
public final class Progress implements RunListener, AutoCloseable {
  /** Keys of the log's diagnostic context: the lines of several runs can be told apart. */
  private static final String RUN = "run";

  private static final String EPOCH = "epoch";

  /** By which the time left is estimated. */
  private static final int LAST_EPOCHS = 5;

  private final RunDirectory run;
  private final Terminal terminal;
  private final int epochs;
  private final Followers followers;
  private Optional<CsvCut> cut = Optional.empty();
  private HistoryFile history;
  private LayersFile layers;
  private Task task;
  private int restart = 1;
  private PhaseSeconds phases = PhaseSeconds.none();
  private String restartWords = "";
  private EpochWarnings warnings = new EpochWarnings();
  private final List<Double> seen = new ArrayList<>();

  /**
   * With nobody who follows.
   *
   * @param epochs the most epochs there can be
   */
  public Progress(RunDirectory run, Terminal terminal, int epochs) {
    this(run, terminal, epochs, Followers.none());
  }

  /**
   * @param epochs the most epochs there can be
   * @param followers told of each epoch; the caller's to end
   */
  public Progress(RunDirectory run, Terminal terminal, int epochs, Followers followers) {
    this.run = run;
    this.terminal = terminal;
    this.epochs = epochs;
    this.followers = followers;
  }

  /** Spark is there. */
  public void started(String master, double seconds) {
    terminal.line(String.format(Locale.ROOT, "spark      %s, ready after %.1f s", master, seconds));
  }

  /** Reading and checking the rows begins. */
  public void reading(String what) {
    MDC.put(RUN, run.path().toString());
    run.status().enter(RunState.READING, what);
    terminal.line("reading    " + what);
  }

  /** The rows are checked: says where they came from, and what was rejected. */
  public void read(DataOrigin data) {
    run.status().dataSource(data.source());
    if (data.generated()) {
      terminal.warn(
          "no data set was found, so this run learns from tweets that Lockstep GENERATED."
              + " Its scores say nothing about real tweets.");
    }
    var rows = data.rows();
    terminal.line(
        String.format(
            Locale.ROOT,
            "data       %,d rows used of %,d (%s)",
            rows.used(),
            rows.read(),
            data.origin()));
    data.groups().ifPresent(groups -> terminal.line(groups.words()));
    if (rows.rejected() > 0) {
      terminal.warn(
          String.format(Locale.ROOT, "%,d rows rejected: %s", rows.rejected(), rows.reasons()));
      rows.first().forEach(example -> terminal.line("             " + example));
    }
  }

  /** Splitting, featurising and dealing begins. */
  public void preparing(String what) {
    run.status().enter(RunState.PREPARING, what);
    terminal.line("preparing  " + what);
  }

  /** The rows are prepared: says how many, of which classes, and keeps the numbers. */
  public void prepared(DataSummary summary) {
    summary.lines().forEach(terminal::line);
    try {
      summary.write(run.path());
    } catch (IOException e) {
      throw cannotWrite(DataSummary.NAME, e);
    }
  }

  /**
   * The run goes on: the tables are cut back to where.
   *
   * @param state nothing if it starts anew
   * @param whyAnew what is said then
   */
  public void goingOn(Optional<TrainingState> state, String whyAnew) {
    cut =
        Optional.of(
            state
                .map(at -> new CsvCut(at.restarts().number(), at.epochs(), at.part().step()))
                .orElse(new CsvCut(1, 0, 0)));
    terminal.line(
        "resuming   "
            + state.map(at -> "after " + at.position()).orElse("from the start: " + whyAnew));
  }

  /** Training begins: says what network it is and creates {@code history.csv}. */
  public void training(NetworkSpec network, String how) {
    run.status().enter(RunState.TRAINING, network.summary());
    terminal.line("network    " + terminal.bold(network.summary()));
    NetworkTable.lines(network).forEach(line -> terminal.line("           " + terminal.dim(line)));
    terminal.line("training   " + how);
    task = network.task();
    MDC.put(EPOCH, "1");
    try {
      history =
          cut.isPresent()
              ? HistoryFile.goOn(run.path(), network.task(), cut.get())
              : new HistoryFile(run.path(), network.task());
      if (cut.isPresent()) {
        cut.get().cut(run.path().resolve(WeightsFile.NAME), -1);
        if (Files.exists(run.path().resolve(LayersFile.NAME))) {
          layers = LayersFile.goOn(run.path(), cut.get());
        }
      }
    } catch (IOException e) {
      throw cannotWrite(HistoryFile.NAME, e);
    }
  }

  /**
   * Says so if the workers' steps are not those of exact synchronous training.
   *
   * @param exactRun whether that one is trained, too
   */
  public void averaging(AveragingSpec averaging, boolean exactRun) {
    if (!averaging.isExact()) {
      terminal.line(
          "averaging  "
              + averaging.words()
              + ": workers step on their own in between, so the result differs from exact"
              + " synchronous training (averagingPeriod = 1)"
              + (exactRun
                  ? "; that one is trained afterwards"
                  : "; report.exactRun = true measures by how much"));
    }
  }

  /** The exact training begins, for comparison. */
  public void exactRun() {
    MDC.remove(EPOCH);
    run.status().enter(RunState.EVALUATING, "the exact run");
    terminal.line("exact run  the same training with averagingPeriod = 1");
  }

  @Override
  public void restartBegan(int restart, int restarts) {
    this.restart = restart;
    warnings = new EpochWarnings();
    restartWords = restarts == 1 ? "" : "restart %d/%d  ".formatted(restart, restarts);
  }

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {
    try {
      if (layers == null) {
        layers = new LayersFile(run.path());
      }
      layers.append(restart, report);
    } catch (IOException e) {
      throw cannotWrite(LayersFile.NAME, e);
    }
    for (Finding finding : news) {
      terminal.warn("%sepoch %d: %s".formatted(restartWords, finding.epoch(), finding.sentence()));
    }
  }

  @Override
  public void epochFinished(EpochRecord epoch, String weightsSha256, PhaseSeconds seconds) {
    phases = phases.plus(seconds);
    MDC.put(EPOCH, Integer.toString(epoch.epoch() + 1));
    seen.add(epoch.seconds());
    String line = restartWords + EpochLine.of(epoch, epochs, task, usual());
    try {
      history.append(restart, epoch, weightsSha256, seconds);
    } catch (IOException e) {
      throw cannotWrite(HistoryFile.NAME, e);
    }
    run.status().epochFinished(epoch.epoch(), line);
    terminal.redraw(line);
    for (Finding finding : warnings.observe(epoch)) {
      terminal.warn("%sepoch %d: %s".formatted(restartWords, finding.epoch(), finding.sentence()));
    }
    followers.news();
  }

  /** The median of the last epochs: the first one is slower than those after it. */
  private double usual() {
    List<Double> last = seen.subList(Math.max(0, seen.size() - LAST_EPOCHS), seen.size());
    return last.stream().sorted().skip(last.size() / 2).findFirst().orElse(0.0);
  }

  /** Where the time of all epochs so far went. */
  public PhaseSeconds phases() {
    return phases;
  }

  /** Final scores are computed. */
  public void evaluating() {
    MDC.remove(EPOCH);
    run.status().enter(RunState.EVALUATING, "");
  }

  @Override
  public void warn(String sentence) {
    terminal.warn(sentence);
  }

  @Override
  public void close() throws IOException {
    MDC.remove(RUN);
    MDC.remove(EPOCH);
    if (history != null) {
      history.close();
    }
    if (layers != null) {
      layers.close();
    }
  }

  private RunException cannotWrite(String file, IOException e) {
    return DiskFailure.at(run.path().resolve(file), e);
  }
}
