package org.lockstep.driver.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.trainer.metric.ClassScores;
import org.lockstep.trainer.metric.OutputScores;
import org.lockstep.trainer.metric.Scores;

/** Scores and row counts as JSON. A number that does not exist (NaN) is null. */
final class ScoresJson {
  private ScoresJson() {}

  /**
   * {@code rows, loss, accuracy, …, per_class, confusion_matrix}, or {@code per_output} of several
   * numbers with names.
   */
  static void scores(ObjectNode node, Scores scores, List<String> labels, List<String> targets) {
    node.put("rows", scores.rows());
    number(node, "loss", scores.loss());
    scores.values().forEach((name, value) -> number(node, name, value));
    if (!scores.classes().isEmpty()) {
      ArrayNode classes = node.putArray("per_class");
      for (int c = 0; c < scores.classes().size(); c++) {
        ClassScores each = scores.classes().get(c);
        ObjectNode one = classes.addObject();
        one.put("label", labels.get(c));
        number(one, "precision", each.precision());
        number(one, "recall", each.recall());
        number(one, "f1", each.f1());
        one.put("support", each.support());
        if (scores.confusion().isEmpty()) { // labels have areas of their own
          number(one, "roc_auc", each.rocAuc());
          number(one, "average_precision", each.averagePrecision());
        }
      }
    }
    if (scores.outputs().size() > 1 && !targets.isEmpty()) {
      ArrayNode outputs = node.putArray("per_output");
      for (int k = 0; k < scores.outputs().size(); k++) {
        OutputScores each = scores.outputs().get(k);
        ObjectNode one = outputs.addObject();
        one.put("target", targets.get(k));
        number(one, "mse", each.mse());
        number(one, "rmse", each.rmse());
        number(one, "mae", each.mae());
        number(one, "r2", each.r2());
      }
    }
    scores
        .confusion()
        .ifPresent(
            confusion -> {
              ArrayNode rows = node.putArray("confusion_matrix");
              for (long[] row : confusion) {
                ArrayNode cells = rows.addArray();
                for (long cell : row) {
                  cells.add(cell);
                }
              }
            });
  }

  /** {@code read, used, rejected} by reason. */
  static void rows(ObjectNode node, RejectedRows rows) {
    node.put("read", rows.read());
    node.put("used", rows.used());
    ObjectNode rejected = node.putObject("rejected");
    rows.byReason().forEach(rejected::put);
  }

  static void texts(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }

  static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }

  static void number(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
