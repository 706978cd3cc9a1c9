package org.lockstep.driver.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.lockstep.trainer.watching.LayerNorms;
import org.lockstep.trainer.watching.LayerReport;

/**
 * {@code layers.csv}: a row for each kernel and bias at each step that was measured, on disk as
 * soon as it is. A quantity that does not exist, such as the dead share of a sigmoid layer, is an
 * empty cell.
 */
public final class LayersFile implements AutoCloseable {
  /** The file's name inside a run directory. */
  public static final String NAME = "layers.csv";

  private static final List<String> COLUMNS =
      List.of(
          "restart",
          "epoch",
          "step",
          "layer",
          "weight_norm",
          "gradient_norm",
          "update_norm",
          "update_ratio",
          "min",
          "max",
          "dead_share");

  private final BufferedWriter out;

  /**
   * Creates the file with its header.
   *
   * @throws IOException if it exists or cannot be written
   */
  public LayersFile(Path directory) throws IOException {
    this(directory, false);
  }

  /**
   * Goes on with a file that was cut, or creates it.
   *
   * @throws IOException if it cannot be written
   */
  public static LayersFile goOn(Path directory, CsvCut cut) throws IOException {
    return new LayersFile(directory, cut.cut(directory.resolve(NAME), 2));
  }

  private LayersFile(Path directory, boolean append) throws IOException {
    out =
        Files.newBufferedWriter(
            directory.resolve(NAME),
            StandardCharsets.UTF_8,
            append ? StandardOpenOption.APPEND : StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    if (!append) {
      write(COLUMNS);
    }
    out.flush();
  }

  /**
   * Appends a report and flushes.
   *
   * @param restart the training it belongs to, counted from 1
   */
  public void append(int restart, LayerReport report) throws IOException {
    for (LayerNorms layer : report.layers()) {
      write(
          List.of(
              Integer.toString(restart),
              Integer.toString(report.epoch()),
              Integer.toString(report.step()),
              layer.name(),
              cell(layer.weightNorm()),
              cell(layer.gradientNorm()),
              cell(layer.updateNorm()),
              cell(layer.updateRatio()),
              cell(layer.min()),
              cell(layer.max()),
              cell(layer.deadShare())));
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static String cell(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private void write(List<String> cells) throws IOException {
    out.write(String.join(",", cells));
    out.write('\n');
  }
}
