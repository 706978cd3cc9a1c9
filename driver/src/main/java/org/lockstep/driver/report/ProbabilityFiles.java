package org.lockstep.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lockstep.driver.table.Csv;
import org.lockstep.trainer.metric.CalibrationBin;
import org.lockstep.trainer.metric.ThresholdCurve;
import org.lockstep.trainer.metric.Totals;

/**
 * {@code thresholds.csv}, the points of ROC and precision-recall curves, and {@code
 * calibration.csv}, confidence against accuracy; of the split by which a run is judged. A run
 * without probabilities has neither.
 */
public final class ProbabilityFiles {
  /** Points of ROC and precision-recall curves. */
  public static final String THRESHOLDS = "thresholds.csv";

  /** Confidence against accuracy. */
  public static final String CALIBRATION = "calibration.csv";

  private static final int MOST_POINTS = 250;

  private ProbabilityFiles() {}

  /**
   * Writes them.
   *
   * @param labels the classes or labels in order
   */
  public static void write(Path directory, Totals totals, List<String> labels) throws IOException {
    List<ThresholdCurve> curves = totals.curves(MOST_POINTS);
    if (!curves.isEmpty()) {
      StringBuilder text =
          new StringBuilder("label,threshold,false_positive_rate,true_positive_rate,precision\n");
      int first = labels.size() - curves.size(); // of two classes the second
      for (int k = 0; k < curves.size(); k++) {
        ThresholdCurve curve = curves.get(k);
        for (int i = 0; i < curve.size(); i++) {
          text.append(
              Csv.row(
                  labels.get(first + k),
                  curve.thresholds()[i],
                  curve.falsePositiveRates()[i],
                  curve.truePositiveRates()[i],
                  curve.precisions()[i]));
        }
      }
      Files.writeString(directory.resolve(THRESHOLDS), text, StandardCharsets.UTF_8);
    }
    List<CalibrationBin> bins = totals.calibration();
    if (!bins.isEmpty()) {
      StringBuilder text = new StringBuilder("from,to,rows,confidence,accuracy\n");
      for (CalibrationBin bin : bins) {
        text.append(Csv.row(bin.from(), bin.to(), bin.rows(), bin.confidence(), bin.accuracy()));
      }
      Files.writeString(directory.resolve(CALIBRATION), text, StandardCharsets.UTF_8);
    }
  }
}
