package org.lockstep.driver.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.lockstep.driver.chart.Chart;

/** Writes each chart as {@code ID.svg} and {@code ID.png}. */
public final class ChartFiles {
  private static final int WIDTH = 800;
  private static final int SCALE = 2;

  private ChartFiles() {}

  /**
   * Writes them into a folder, which is made.
   *
   * @param warn hears, once, why there are no PNGs
   */
  public static void write(Path folder, List<Chart> charts, Consumer<String> warn)
      throws IOException {
    Files.createDirectories(folder);
    boolean png = true;
    try (SvgCharts drawing = new SvgCharts()) {
      for (Chart chart : charts) {
        String svg = drawing.svg(chart, WIDTH);
        Files.writeString(folder.resolve(chart.id() + ".svg"), svg, StandardCharsets.UTF_8);
        try {
          if (png) {
            PngPicture.write(svg, folder.resolve(chart.id() + ".png"), SCALE);
          }
        } catch (IOException e) {
          png = false;
          warn.accept("no PNG files, only SVG: " + e.getMessage());
        }
      }
    }
  }
}
