package org.lockstep.driver.report;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Cuts a run's table back to where a training goes on: what was written after its checkpoint comes
 * again. A last line that was not written to its end goes, too.
 */
public final class CsvCut {
  private final int restart;
  private final int epochs;
  private final int steps;

  /**
   * @param restart the one under way, counted from 1
   * @param epochs of it that are finished
   * @param steps of the next epoch that were made
   */
  public CsvCut(int restart, int epochs, int steps) {
    this.restart = restart;
    this.epochs = epochs;
    this.steps = steps;
  }

  /**
   * Cuts a file whose first columns are {@code restart} and {@code epoch}, if it is there.
   *
   * @param stepColumn the column of the step, counted from 0; −1 if rows are whole epochs
   * @return whether there is such a file now
   */
  public boolean cut(Path file, int stepColumn) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Path kept = file.resolveSibling("." + file.getFileName() + ".cut");
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        BufferedWriter out = Files.newBufferedWriter(kept, StandardCharsets.UTF_8)) {
      String header = in.readLine();
      if (header == null) {
        Files.delete(file);
        return false;
      }
      int columns = header.split(",", -1).length;
      out.write(header + "\n");
      for (String row = in.readLine(); row != null; row = in.readLine()) {
        String[] cells = row.split(",", -1);
        if (cells.length == columns && isBefore(cells, stepColumn)) {
          out.write(row + "\n");
        }
      }
    }
    Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private boolean isBefore(String[] cells, int stepColumn) {
    int ofRestart = Integer.parseInt(cells[0]);
    int epoch = Integer.parseInt(cells[1]);
    if (ofRestart != restart) {
      return ofRestart < restart;
    }
    return epoch <= epochs
        || stepColumn >= 0 && epoch == epochs + 1 && Integer.parseInt(cells[stepColumn]) <= steps;
  }
}
