package org.lockstep.driver.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EpochRecord;

/**
 * {@code history.csv}: one row an epoch, on disk as soon as the epoch is over. Numbers are written
 * with all their digits; a score that does not exist is an empty cell.
 */
public final class HistoryFile implements AutoCloseable {
  /** The file's name inside a run directory. */
  public static final String NAME = "history.csv";

  private final BufferedWriter out;
  private final List<String> metrics;

  /**
   * Creates the file with its header.
   *
   * @param task decides the scores: accuracy and macro_f1, or rmse, mae and r2
   * @throws IOException if it exists or cannot be written
   */
  public HistoryFile(Path directory, Task task) throws IOException {
    this(directory, task, false);
  }

  /**
   * Goes on with a file that was cut, or creates it.
   *
   * @throws IOException if it cannot be written
   */
  public static HistoryFile goOn(Path directory, Task task, CsvCut cut) throws IOException {
    return new HistoryFile(directory, task, cut.cut(directory.resolve(NAME), -1));
  }

  private HistoryFile(Path directory, Task task, boolean append) throws IOException {
    metrics = ShownMetrics.of(task);
    out =
        Files.newBufferedWriter(
            directory.resolve(NAME),
            StandardCharsets.UTF_8,
            append ? StandardOpenOption.APPEND : StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    List<String> columns =
        new ArrayList<>(
            List.of("restart", "epoch", "seconds", "learning_rate", "loss", "objective"));
    columns.addAll(metrics);
    columns.add("validation_loss");
    columns.add("validation_objective");
    metrics.forEach(metric -> columns.add("validation_" + metric));
    columns.add("best");
    columns.add("weights_sha256");
    PhaseSeconds.none().byName().keySet().forEach(phase -> columns.add(phase + "_seconds"));
    if (!append) {
      write(columns);
    }
  }

  /**
   * Appends an epoch and flushes.
   *
   * @param restart the training it belongs to, counted from 1
   * @param weightsSha256 of the parameters after the epoch, so that two runs can be compared epoch
   *     by epoch
   * @param seconds where the time since the last epoch's end went
   */
  public void append(int restart, EpochRecord epoch, String weightsSha256, PhaseSeconds seconds)
      throws IOException {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(restart));
    cells.add(Integer.toString(epoch.epoch()));
    cells.add(cell(epoch.seconds()));
    cells.add(cell(epoch.learningRate()));
    cells.add(cell(epoch.train().loss()));
    cells.add(cell(epoch.objective()));
    scores(epoch.train(), cells);
    cells.add(cell(epoch.validation().loss()));
    cells.add(cell(epoch.validationObjective()));
    scores(epoch.validation(), cells);
    cells.add(Boolean.toString(epoch.best()));
    cells.add(weightsSha256);
    seconds.byName().values().forEach(each -> cells.add(cell(each)));
    write(cells);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void scores(Scores scores, List<String> cells) {
    for (String metric : metrics) {
      cells.add(cell(scores.values().getOrDefault(metric, Double.NaN)));
    }
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private void write(List<String> cells) throws IOException {
    out.write(String.join(",", cells));
    out.write('\n');
    out.flush();
  }
}
