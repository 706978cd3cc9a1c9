package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.lockstep.driver.chart.Numbers;

/** Names and numbers as people read them. */
public final class Words {
  private Words() {}

  /** {@code macro_f1} becomes {@code macro F1}. */
  public static String metric(String name) {
    return name.replace('_', ' ')
        .replace("f1", "F1")
        .replace("r2", "R²")
        .replace("kl ", "KL ")
        .replace("roc auc", "ROC AUC")
        .replaceAll("^rmse$", "RMSE")
        .replaceAll("^mae$", "MAE");
  }

  /** Four decimals, or a dash. */
  static String score(JsonNode number) {
    return number.isNumber() ? score(number.asDouble()) : "–";
  }

  /** Four decimals, or a dash. */
  static String score(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
  }

  /** With commas. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As in a table. */
  static String shown(Object value) {
    return Numbers.shown(value);
  }

  /** Seconds, or minutes and seconds. */
  static String seconds(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}
