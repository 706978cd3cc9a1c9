package org.lockstep.driver.report;

import java.util.Locale;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EpochRecord;

/** An epoch in one line: {@code epoch 7/100 loss 0.4121 … validation loss 0.5532 … 0.3 s best}. */
public final class EpochLine {
  private EpochLine() {}

  /**
   * The line.
   *
   * @param epochs the most epochs there can be
   */
  public static String of(EpochRecord epoch, int epochs, Task task) {
    int width = Integer.toString(epochs).length();
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "epoch %" + width + "d/%d", epoch.epoch(), epochs));
    line.append("  loss ").append(Figures.score(epoch.train().loss()));
    line.append(shown(epoch.train(), task));
    if (epoch.validation().rows() > 0) {
      line.append("  validation loss ").append(Figures.score(epoch.validation().loss()));
      line.append(shown(epoch.validation(), task));
    }
    line.append("  ").append(Figures.seconds(epoch.seconds()));
    return epoch.best() ? line.append("  best").toString() : line.toString();
  }

  private static String shown(Scores scores, Task task) {
    StringBuilder text = new StringBuilder();
    for (String metric : ShownMetrics.of(task)) {
      text.append(' ')
          .append(ShownMetrics.title(metric))
          .append(' ')
          .append(Figures.score(scores.value(metric)));
    }
    return text.toString();
  }
}
