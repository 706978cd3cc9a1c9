package org.lockstep.driver.page;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** Lengths of weights, gradients and updates of each layer over the epochs, and dead units. */
final class LayersSection {
  private LayersSection() {}

  /** A column of {@code layers.csv} and how it is drawn. */
  private record Curve(String column, String title, boolean log, String words) {}

  private static final List<Curve> CURVES =
      List.of(
          new Curve(
              "weight_norm",
              "Weight norms ‖W‖₂",
              false,
              "Growing without end: weights are not held back."),
          new Curve(
              "gradient_norm",
              "Gradient norms",
              true,
              "Falling with depth: gradients vanish. Rising: they explode."),
          new Curve("update_ratio", "Update ratio ‖ΔW‖ / ‖W‖", true, "About 1e-3 a step is usual."),
          new Curve("min", "Least weight", false, "Of each kernel and bias."),
          new Curve("max", "Greatest weight", false, "Of each kernel and bias."),
          new Curve(
              "dead_share",
              "Share of dead units",
              false,
              "Units of relu layers that are 0 for every row looked at."));

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("layers", "Layers");
    Optional<CsvTable> found = run.ofBestRestart("layers.csv");
    if (found.isEmpty() || found.get().rows().isEmpty()) {
      return part;
    }
    CsvTable layers = found.get();
    for (Curve curve : CURVES) {
      Lines lines = new Lines(Chart.id(curve.column), curve.title, "epoch", "");
      if (curve.log) {
        lines.log();
      }
      for (String layer : layers.distinct("layer")) {
        CsvTable one = layers.where("layer", layer);
        double[] values = one.numbers(curve.column);
        boolean shown =
            Arrays.stream(values).anyMatch(v -> Double.isFinite(v) && (!curve.log || v > 0));
        if (shown) {
          lines.line(layer, epochs(one), values);
        }
      }
      if (!lines.isEmpty()) {
        part.add(lines.chart(curve.words));
      }
    }
    return part;
  }

  /** Where there are several measurements an epoch they stand between whole numbers. */
  private static double[] epochs(CsvTable layer) {
    double[] epochs = layer.numbers("epoch");
    double[] steps = layer.numbers("step");
    double most = Arrays.stream(steps).max().orElse(1);
    boolean several = Arrays.stream(epochs).distinct().count() < epochs.length;
    double[] places = new double[epochs.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = several ? epochs[i] - 1 + steps[i] / most : epochs[i];
    }
    return places;
  }
}
