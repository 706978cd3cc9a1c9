package org.lockstep.driver.report;

import java.util.List;
import org.lockstep.trainer.network.Task;

/** The scores that a line or a table has room for; {@code metrics.json} holds all. */
final class ShownMetrics {
  private ShownMetrics() {}

  /** The names for a task, in the order of columns. */
  static List<String> of(Task task) {
    return switch (task) {
      case MULTICLASS, BINARY -> List.of("accuracy", "macro_f1");
      case MULTI_LABEL -> List.of("subset_accuracy", "hamming_loss", "micro_f1", "macro_f1");
      case DISTRIBUTION -> List.of("accuracy", "kl_divergence", "mae");
      case REGRESSION, RECONSTRUCTION -> List.of("rmse", "mae", "r2");
    };
  }

  /** {@code macro_f1} as people write it: {@code macro F1}. */
  static String title(String metric) {
    return metric.replace('_', ' ').replace("f1", "F1").replace("r2", "R²").replace("kl ", "KL ");
  }
}
