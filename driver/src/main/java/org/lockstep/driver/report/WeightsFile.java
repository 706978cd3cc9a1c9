package org.lockstep.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.driver.insight.WeightHistogram;
import org.lockstep.driver.table.Csv;
import org.lockstep.driver.table.CsvTable;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * {@code weights.csv}: how the numbers of each kernel and bias are spread, before the first step
 * (epoch 0) and whenever a checkpoint is written: a row each, its bins of equal width from the
 * least number to the greatest.
 */
public final class WeightsFile {
  /** The file's name inside a run directory. */
  public static final String NAME = "weights.csv";

  private final Path file;
  private final NetworkSpec network;
  private final List<List<Integer>> told = new ArrayList<>();

  /**
   * The spread at one place of a training.
   *
   * @param restart counted from 1
   * @param epoch at whose end, or in which; 0 before the first step
   */
  public record Entry(int restart, int epoch, WeightHistogram weights) {}

  /** Goes on with the file, if there is one. */
  public WeightsFile(Path directory, NetworkSpec network) throws IOException {
    this.file = directory.resolve(NAME);
    this.network = network;
    read(directory).forEach(entry -> told.add(List.of(entry.restart(), entry.epoch())));
  }

  /** Appends the rows of an epoch; what was told is not told again. */
  public synchronized void append(int restart, int epoch, float[] parameters) throws IOException {
    List<Integer> place = List.of(restart, epoch);
    if (told.contains(place)) {
      return;
    }
    StringBuilder text = new StringBuilder(told.isEmpty() ? header() : "");
    for (WeightHistogram each : WeightHistogram.of(network, parameters)) {
      List<Object> cells = new ArrayList<>(List.of(restart, epoch, each.name()));
      cells.addAll(List.of(each.min(), each.max(), each.norm(), each.zeros()));
      for (int bin = 0; bin < WeightHistogram.BINS; bin++) {
        cells.add(bin < each.counts().length ? (Object) each.counts()[bin] : "");
      }
      text.append(Csv.row(cells.toArray()));
    }
    Files.writeString(
        file,
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        told.isEmpty() ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
        StandardOpenOption.WRITE);
    told.add(place);
  }

  private static String header() {
    List<Object> columns =
        new ArrayList<>(List.of("restart", "epoch", "layer", "min", "max", "l2", "zeros"));
    IntStream.rangeClosed(1, WeightHistogram.BINS).forEach(bin -> columns.add("bin_" + bin));
    return Csv.row(columns.toArray());
  }

  /** All that a run's file holds; nothing without one. */
  public static List<Entry> read(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Optional<CsvTable> table = CsvTable.read(directory.resolve(NAME));
    if (table.isPresent()) {
      int first = table.get().columns().indexOf("bin_1");
      for (List<String> row : table.get().rows()) {
        entries.add(entry(row, first));
      }
    }
    return entries;
  }

  private static Entry entry(List<String> row, int first) {
    long[] counts =
        row.subList(first, row.size()).stream()
            .filter(cell -> !cell.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    return new Entry(
        Integer.parseInt(row.get(0)),
        Integer.parseInt(row.get(1)),
        WeightHistogram.of(
            row.get(2),
            CsvTable.number(row.get(3)),
            CsvTable.number(row.get(4)),
            CsvTable.number(row.get(5)),
            Long.parseLong(row.get(6)),
            counts));
  }
}
