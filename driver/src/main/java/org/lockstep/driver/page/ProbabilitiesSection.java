package org.lockstep.driver.page;

import java.io.IOException;
import java.util.Optional;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.table.CsvTable;

/** ROC and precision-recall curves, and whether probabilities mean what they say. */
final class ProbabilitiesSection {
  private static final int MOST_CLASSES = 20;

  private ProbabilitiesSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("probabilities", "Probabilities");
    Optional<CsvTable> thresholds = run.table("thresholds.csv");
    if (thresholds.isPresent() && !thresholds.get().rows().isEmpty()) {
      curves(part, run, thresholds.get());
    }
    Optional<CsvTable> calibration = run.table("calibration.csv");
    if (calibration.isPresent() && !calibration.get().rows().isEmpty()) {
      calibration(part, run, calibration.get());
    }
    return part;
  }

  private static void curves(Part part, RunFiles run, CsvTable thresholds) throws IOException {
    Lines roc =
        new Lines("roc", "ROC curves", "false positive rate", "true positive rate").unitSquare();
    Lines precision =
        new Lines("precision-recall", "Precision and recall", "recall", "precision").unitSquare();
    for (String label : thresholds.distinct("label").stream().limit(MOST_CLASSES).toList()) {
      CsvTable one = thresholds.where("label", label);
      roc.line(label, one.numbers("false_positive_rate"), one.numbers("true_positive_rate"));
      precision.line(label, one.numbers("true_positive_rate"), one.numbers("precision"));
    }
    roc.dashed("chance", new double[] {0, 1}, new double[] {0, 1});
    part.add(
        roc.chart(
            "A class against the rest, %s split; mean area %s."
                .formatted(run.judged(), Words.score(run.scores().path("roc_auc")))));
    part.add(
        precision.chart(
            "A class against the rest, %s split; mean average precision %s."
                .formatted(run.judged(), Words.score(run.scores().path("average_precision")))));
  }

  private static void calibration(Part part, RunFiles run, CsvTable bins) throws IOException {
    part.add(
        new Lines(
                "calibration",
                "Calibration",
                "mean probability of the answer",
                "share that is right")
            .unitSquare()
            .line("answers", bins.numbers("confidence"), bins.numbers("accuracy"))
            .dashed("as it should be", new double[] {0, 1}, new double[] {0, 1})
            .chart(
                "Below the dashed line the network is too sure of itself. Expected calibration error %s."
                    .formatted(Words.score(run.scores().path("expected_calibration_error")))));
  }
}
