package org.lockstep.driver.barrier;

import java.util.List;
import java.util.function.Consumer;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/** Rank 0's end of the line to the driver: makes reports of what a listener hears. */
final class Reporter implements RunListener {
  private final Consumer<Report> line;

  Reporter(Consumer<Report> line) {
    this.line = line;
  }

  @Override
  public void restartBegan(int restart, int restarts) {
    line.accept(new Report.RestartBegan(restart, restarts));
  }

  @Override
  public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {
    line.accept(new Report.EpochFinished(record, weightsSha256, seconds));
  }

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {
    line.accept(new Report.LayersMeasured(report, List.copyOf(news)));
  }

  @Override
  public void warn(String sentence) {
    line.accept(new Report.Warning(sentence));
  }
}
