package org.lockstep.driver.loop;

import java.util.List;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/**
 * Passes on what a program tells where it runs; of the parameters only their hash, so that an epoch
 * costs the same few bytes whatever the network's size.
 */
public final class HashingListener implements EpochListener {
  private final RunListener listener;

  public HashingListener(RunListener listener) {
    this.listener = listener;
  }

  @Override
  public void restartBegan(int restart, int restarts) {
    listener.restartBegan(restart, restarts);
  }

  @Override
  public void epochFinished(EpochRecord record, float[] parameters) {
    listener.epochFinished(record, Parameters.sha256(parameters));
  }

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {
    listener.layersMeasured(report, news);
  }
}
