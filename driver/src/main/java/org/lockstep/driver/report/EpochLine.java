package org.lockstep.driver.report;

import java.util.Locale;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EpochRecord;

/**
 * An epoch in one line: {@code epoch 7/100 loss 0.4121 … validation loss 0.5532 … 0.3 s 29,280
 * rows/s 0:28 left best}. The time left is that of all epochs that may come: early stopping may end
 * sooner.
 */
public final class EpochLine {
  private EpochLine() {}

  /**
   * The line.
   *
   * @param epochs the most epochs there can be
   * @param epochSeconds what an epoch takes, by which those to come are estimated
   */
  public static String of(EpochRecord epoch, int epochs, Task task, double epochSeconds) {
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
    if (epoch.seconds() > 0) {
      long rate = Math.round(epoch.train().rows() / epoch.seconds());
      line.append("  ").append(Figures.count(rate)).append(" rows/s");
    }
    if (epoch.epoch() < epochs) {
      line.append("  ").append(left((epochs - epoch.epoch()) * epochSeconds)).append(" left");
    }
    return epoch.best() ? line.append("  best").toString() : line.toString();
  }

  /** {@code 0:28}, {@code 1:02:07}. */
  private static String left(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
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
