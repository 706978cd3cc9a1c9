package org.lockstep.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.metric.ClassScores;
import org.lockstep.trainer.metric.OutputScores;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.Task;

/** Scores as lines of aligned columns. */
public final class ScoreTable {
  private ScoreTable() {}

  /** One row a split: rows, loss and the task's scores. */
  public static List<String> splits(Map<Split, Scores> splits, Task task) {
    List<String[]> rows = new ArrayList<>();
    rows.add(header("split", task));
    for (Split split : Split.values()) {
      if (splits.containsKey(split)) {
        rows.add(row(split.label(), splits.get(split), task));
      }
    }
    return align(rows);
  }

  /** One row under the name of the data. */
  public static List<String> single(String name, Scores scores, Task task) {
    return align(List.of(header("data", task), row(name, scores, task)));
  }

  /** The scores of a run, those of the exact one, and by how much the run's are greater. */
  static List<String> difference(Scores run, Scores exact, Task task) {
    List<String> difference = new ArrayList<>(List.of("difference", ""));
    difference.add(Figures.difference(run.loss() - exact.loss()));
    for (String metric : ShownMetrics.of(task)) {
      difference.add(Figures.difference(run.value(metric) - exact.value(metric)));
    }
    return align(
        List.of(
            header("", task),
            row("this run", run, task),
            row("exact run", exact, task),
            difference.toArray(String[]::new)));
  }

  /** One row a class or label: precision, recall, F1 and support. */
  public static List<String> classes(Scores scores, List<String> labels) {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          scores.confusion().isPresent() ? "class" : "label", "precision", "recall", "F1", "rows"
        });
    for (int c = 0; c < scores.classes().size(); c++) {
      ClassScores each = scores.classes().get(c);
      rows.add(
          new String[] {
            labels.get(c),
            Figures.score(each.precision()),
            Figures.score(each.recall()),
            Figures.score(each.f1()),
            Figures.count(each.support())
          });
    }
    return align(rows);
  }

  /** One row a number that is predicted: its errors. */
  public static List<String> outputs(Scores scores, List<String> targets) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"target", "rmse", "mae", "R²"});
    for (int k = 0; k < scores.outputs().size(); k++) {
      OutputScores each = scores.outputs().get(k);
      rows.add(
          new String[] {
            targets.get(k),
            Figures.score(each.rmse()),
            Figures.score(each.mae()),
            Figures.score(each.r2())
          });
    }
    return align(rows);
  }

  private static String[] header(String first, Task task) {
    List<String> cells = new ArrayList<>(List.of(first, "rows", "loss"));
    ShownMetrics.of(task).forEach(metric -> cells.add(ShownMetrics.title(metric)));
    return cells.toArray(String[]::new);
  }

  private static String[] row(String first, Scores scores, Task task) {
    List<String> cells =
        new ArrayList<>(List.of(first, Figures.count(scores.rows()), Figures.score(scores.loss())));
    ShownMetrics.of(task).forEach(metric -> cells.add(Figures.score(scores.value(metric))));
    return cells.toArray(String[]::new);
  }

  /** The first column to the left, the others to the right, two blanks between. */
  static List<String> align(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(row[0]);
      line.append(" ".repeat(widths[0] - row[0].length()));
      for (int c = 1; c < columns; c++) {
        line.append("  ").append(" ".repeat(widths[c] - row[c].length())).append(row[c]);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
