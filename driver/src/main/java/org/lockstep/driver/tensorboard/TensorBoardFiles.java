package org.lockstep.driver.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.insight.WeightHistogram;
import org.lockstep.driver.report.WeightsFile;
import org.lockstep.driver.run.Follower;
import org.lockstep.driver.table.CsvTable;
import org.lockstep.trainer.model.ModelFile;

/**
 * {@code tensorboard/} of a run: what {@code history.csv} and {@code layers.csv} hold, as scalars
 * by epoch, and {@code weights.csv} as histograms, while the run goes on. The tables are the truth:
 * a run that goes on from a checkpoint begins the file anew from what they kept. Restarts after the
 * first have the prefix {@code restart_2/}.
 */
public final class TensorBoardFiles implements Follower {
  /** The folder's name inside a run directory. */
  public static final String NAME = "tensorboard";

  private static final List<String> NO_SCALARS =
      List.of("restart", "epoch", "step", "layer", "best", "weights_sha256");
  private static final double MILLIS = 1000;

  private final Path run;
  private final EventFile events;
  private int toldEpochs;
  private int toldLayers;
  private int toldWeights;

  /** Begins the folder anew. */
  public TensorBoardFiles(Path run) throws IOException {
    this.run = run;
    Path folder = run.resolve(NAME);
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          if (file.getFileName().toString().startsWith("events.out.tfevents.")) {
            Files.delete(file);
          }
        }
      }
    }
    events = new EventFile(folder, now());
  }

  @Override
  public String name() {
    return "TensorBoard's event file";
  }

  @Override
  public void follow() throws IOException {
    Optional<CsvTable> history = CsvTable.read(run.resolve("history.csv"));
    if (history.isPresent()) {
      for (int row = toldEpochs; row < history.get().rows().size(); row++) {
        tell(history.get(), row, "");
      }
      toldEpochs = history.get().rows().size();
    }
    Optional<CsvTable> layers = CsvTable.read(run.resolve("layers.csv"));
    if (layers.isPresent()) {
      List<String> names = layers.get().texts("layer");
      for (int row = toldLayers; row < layers.get().rows().size(); row++) {
        tell(layers.get(), row, "layers/" + names.get(row) + "/");
      }
      toldLayers = layers.get().rows().size();
    }
    List<WeightsFile.Entry> weights = WeightsFile.read(run);
    for (WeightsFile.Entry each : weights.subList(toldWeights, weights.size())) {
      String prefix = each.restart() == 1 ? "" : "restart_" + each.restart() + "/";
      events.histogram(now(), each.epoch(), prefix + "weights/", each.weights());
    }
    toldWeights = weights.size();
    events.flush();
  }

  /** Tells the last rows and how the kept weights are spread. */
  @Override
  public void ended(boolean done) throws IOException {
    follow();
    Path model = run.resolve("model");
    if (done && Files.isRegularFile(model.resolve("card.json"))) {
      int epochs = toldEpochs;
      for (WeightHistogram each : WeightHistogram.of(ModelFile.read(model))) {
        events.histogram(now(), epochs, "kept_weights/", each);
      }
    }
    events.close();
  }

  private void tell(CsvTable table, int row, String prefix) throws IOException {
    List<String> cells = table.rows().get(row);
    String restart = cells.get(table.columns().indexOf("restart"));
    String first = restart.equals("1") ? prefix : "restart_" + restart + "/" + prefix;
    Map<String, Double> values = new LinkedHashMap<>();
    for (int c = 0; c < cells.size(); c++) {
      String column = table.columns().get(c);
      if (!NO_SCALARS.contains(column)) {
        values.put(
            first + (prefix.isEmpty() ? tag(column) : column), CsvTable.number(cells.get(c)));
      }
    }
    long epoch = Long.parseLong(cells.get(table.columns().indexOf("epoch")));
    events.scalars(now(), epoch, values);
  }

  /** Training and validation stand in one group: {@code loss/train}, {@code loss/validation}. */
  private static String tag(String column) {
    if (column.startsWith("validation_")) {
      return column.substring("validation_".length()) + "/validation";
    }
    if (column.equals("seconds") || column.endsWith("_seconds")) {
      String phase =
          column.equals("seconds") ? "epoch" : column.substring(0, column.indexOf("_seconds"));
      return "seconds/" + phase;
    }
    return column.equals("learning_rate") ? column : column + "/train";
  }

  private static double now() {
    return System.currentTimeMillis() / MILLIS;
  }
}
