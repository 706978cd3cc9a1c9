package org.lockstep.driver.flow;

import java.util.List;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/** Hears of a program that nobody watches, and forgets it. */
class Silence implements RunListener {
  @Override
  public void restartBegan(int restart, int restarts) {}

  @Override
  public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {}

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {}

  @Override
  public void warn(String sentence) {}
}
