package org.lockstep.driver.insight;

import java.util.Optional;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.TableFeatures;

/**
 * What a model of two numeric columns answers over a plane.
 *
 * @param x ascending values of the first column
 * @param y ascending values of the second
 * @param answers by y and x: the probability of the second of two classes, the place of the class
 *     as a share of the last place, or a number between its least and greatest on the plane
 */
public record Boundary(String xName, String yName, double[] x, double[] y, double[][] answers) {
  private static final int CELLS = 40;

  /** Whether the model reads two numbers and nothing else. */
  public static boolean has(Model model) {
    return model.features() instanceof TableFeatures table
        && table.spec().columns().size() == 2
        && table.spec().columns().stream().allMatch(NumericColumn.class::isInstance)
        && table.width() == 2
        && model.network().task() != Task.RECONSTRUCTION
        && (model.network().task() != Task.REGRESSION || model.network().outputs() == 1);
  }

  /**
   * Of the plane that holds points, and a little more.
   *
   * @return nothing if there are no points or {@link #has} says no
   */
  public static Optional<Boundary> of(Model model, double[] xs, double[] ys) {
    if (!has(model) || xs.length == 0) {
      return Optional.empty();
    }
    TableFeatures features = (TableFeatures) model.features();
    double[] x = places(xs);
    double[] y = places(ys);
    Scorer scorer = new Scorer(model);
    double[][] answers = new double[CELLS][CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        var prediction = scorer.predict(new double[] {x[column], y[row]}, new String[0]);
        if (prediction.label().isEmpty()) {
          answers[row][column] = prediction.outputs().get(0);
        } else if (model.labels().size() == 2) {
          answers[row][column] = prediction.outputs().get(1);
        } else {
          double place = model.labels().indexOf(prediction.label().get());
          answers[row][column] = place / (model.labels().size() - 1);
        }
      }
    }
    if (model.labels().isEmpty()) {
      stretch(answers);
    }
    return Optional.of(
        new Boundary(features.featureName(0), features.featureName(1), x, y, answers));
  }

  private static double[] places(double[] values) {
    double min = java.util.Arrays.stream(values).min().orElse(0);
    double max = java.util.Arrays.stream(values).max().orElse(1);
    double margin = max > min ? 0.05 * (max - min) : 0.5;
    double[] places = new double[CELLS];
    double width = (max - min + 2 * margin) / CELLS;
    for (int i = 0; i < CELLS; i++) {
      places[i] = min - margin + (i + 0.5) * width;
    }
    return places;
  }

  private static void stretch(double[][] answers) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double[] row : answers) {
      for (double each : row) {
        min = Math.min(min, each);
        max = Math.max(max, each);
      }
    }
    for (double[] row : answers) {
      for (int i = 0; i < row.length; i++) {
        row[i] = max > min ? (row[i] - min) / (max - min) : 0.5;
      }
    }
  }
}
