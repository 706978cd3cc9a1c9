package org.lockstep.driver.barrier;

import java.util.List;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/**
 * Tells everything once: an attempt that starts before the place where the last one failed repeats
 * epochs, with the same bits.
 */
final class Retelling implements RunListener {
  private final RunListener listener;
  private int restart;
  private int newest;
  private int epoch;
  private int measuredEpoch;
  private int measuredStep;
  private long told;

  Retelling(RunListener listener) {
    this.listener = listener;
  }

  /** Epochs that were told so far, over all restarts: whether an attempt brought anything new. */
  long told() {
    return told;
  }

  @Override
  public void restartBegan(int restart, int restarts) {
    this.restart = restart;
    if (restart > newest) {
      newest = restart;
      epoch = 0;
      measuredEpoch = 0;
      measuredStep = 0;
      listener.restartBegan(restart, restarts);
    }
  }

  @Override
  public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {
    if (restart == newest && record.epoch() > epoch) {
      epoch = record.epoch();
      told++;
      listener.epochFinished(record, weightsSha256, seconds);
    }
  }

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {
    boolean later =
        report.epoch() > measuredEpoch
            || report.epoch() == measuredEpoch && report.step() > measuredStep;
    if (restart == newest && later) {
      measuredEpoch = report.epoch();
      measuredStep = report.step();
      listener.layersMeasured(report, news);
    }
  }

  @Override
  public void warn(String sentence) {
    listener.warn(sentence);
  }
}
