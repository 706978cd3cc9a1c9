package org.lockstep.driver.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lockstep.trainer.rangetest.RangeTestResult;
import org.lockstep.trainer.rangetest.RangeTestResult.Point;

/** A learning-rate range test as a table to plot and as words. */
public final class RangeReport {
  private RangeReport() {}

  /** {@code step,learning_rate,loss,smoothed_loss}, a row a step, numbers with all their digits. */
  public static String csv(RangeTestResult result) {
    StringBuilder csv = new StringBuilder("step,learning_rate,loss,smoothed_loss\n");
    for (Point point : result.points()) {
      csv.append(point.step()).append(',');
      csv.append(point.learningRate()).append(',');
      csv.append(point.loss()).append(',');
      csv.append(point.smoothedLoss()).append('\n');
    }
    return csv.toString();
  }

  /**
   * How it went, which rates it speaks for, and the line for the job file with the smaller. A loss
   * that never fell speaks for none.
   */
  public static List<String> lines(RangeTestResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(course(result));
    if (result.suggestion().isEmpty()) {
      lines.add("no rate    the loss never fell: try a smaller --from, and more --steps");
      return lines;
    }
    lines.add(
        "steepest   the loss fell the fastest at a rate of "
            + rounded(result.steepest().getAsDouble()));
    lines.add(
        "least      a tenth of the rate of the least loss is "
            + rounded(result.tenthOfMinimum().getAsDouble()));
    lines.add(
        "job        training.optimizer.learningRate = "
            + rounded(result.suggestion().getAsDouble()));
    return lines;
  }

  private static String course(RangeTestResult result) {
    if (result.points().isEmpty()) {
      return "steps      none: " + result.stopReason();
    }
    Point first = result.points().get(0);
    Point last = result.points().get(result.points().size() - 1);
    return String.format(
        Locale.ROOT,
        "steps      %,d, rates from %s to %s: %s",
        last.step(),
        rounded(first.learningRate()),
        rounded(last.learningRate()),
        result.stopReason());
  }

  /** Two digits: the test knows no more. */
  private static double rounded(double rate) {
    return BigDecimal.valueOf(rate).round(new MathContext(2)).doubleValue();
  }
}
