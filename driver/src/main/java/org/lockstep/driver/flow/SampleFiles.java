package org.lockstep.driver.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.lockstep.driver.insight.Boundary;
import org.lockstep.driver.table.Csv;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;

/**
 * What sampled rows show of a model: {@code mistakes.csv}, the rows of the largest loss; {@code
 * residuals.csv}, predicted numbers beside the true ones; {@code points.csv}, the rows of a model
 * of two columns.
 */
final class SampleFiles {
  private static final int WORST = 50;
  private static final int MOST_POINTS = 2_000;
  private static final int MOST_CHARACTERS = 2_000;

  private SampleFiles() {}

  /**
   * Writes those that the model has.
   *
   * @param targets the names of the numbers that a regression predicts
   */
  static void write(Path directory, SampledRows sample, Model model, List<String> targets)
      throws IOException {
    if (sample.rows().isEmpty()) {
      return;
    }
    List<ScoredRow> scored = ScoredRow.of(sample.rows(), model);
    write(directory, "mistakes.csv", mistakes(sample, scored));
    if (model.network().task() == Task.REGRESSION) {
      write(directory, "residuals.csv", residuals(scored, targets));
    }
    if (Boundary.has(model)) {
      write(directory, "points.csv", points(scored));
    }
  }

  private static String mistakes(SampledRows sample, List<ScoredRow> scored) {
    StringBuilder text = new StringBuilder("split,looked_at,file,record,true,predicted,loss,row\n");
    String looked =
        scored.size() == sample.all()
            ? "all %,d".formatted(sample.all())
            : "%,d of %,d".formatted(scored.size(), sample.all());
    scored.stream()
        .filter(ScoredRow::wrong)
        .sorted(Comparator.comparingDouble((ScoredRow row) -> -row.loss()))
        .limit(WORST)
        .forEach(
            each ->
                text.append(
                    Csv.row(
                        sample.split().label(),
                        looked,
                        each.row().<String>getAs("file"),
                        each.row().<Long>getAs("record"),
                        each.truth(),
                        each.predicted(),
                        each.loss(),
                        cut(each.shown()))));
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }

  private static String residuals(List<ScoredRow> scored, List<String> targets) {
    StringBuilder text = new StringBuilder("target,true,predicted\n");
    for (ScoredRow each : scored.subList(0, Math.min(MOST_POINTS, scored.size()))) {
      double[] truth = ScoredRow.targets(each.row());
      for (int k = 0; k < truth.length; k++) {
        double predicted = each.prediction().outputs().get(k);
        text.append(Csv.row(targets.get(k), truth[k], predicted));
      }
    }
    return text.toString();
  }

  private static String points(List<ScoredRow> scored) {
    StringBuilder text = new StringBuilder("x,y,label\n");
    for (ScoredRow each : scored.subList(0, Math.min(MOST_POINTS, scored.size()))) {
      Row row = each.row();
      List<Double> numbers = row.getList(row.fieldIndex("numeric"));
      text.append(Csv.row(numbers.get(0), numbers.get(1), each.truth()));
    }
    return text.toString();
  }

  private static void write(Path directory, String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }
}
