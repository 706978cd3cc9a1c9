package org.lockstep.driver.loop;

import java.util.List;
import org.lockstep.driver.metrics.Quantity;
import org.lockstep.driver.metrics.TrainingGauges;
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
  private final PhaseClock clock;

  /**
   * @param clock of the thread that runs the program
   */
  public HashingListener(RunListener listener, PhaseClock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public void restartBegan(int restart, int restarts) {
    listener.restartBegan(restart, restarts);
  }

  @Override
  public void epochFinished(EpochRecord record, float[] parameters) {
    PhaseSeconds seconds = clock.lap();
    show(record, seconds);
    listener.epochFinished(record, Parameters.sha256(parameters), seconds);
  }

  /** Shows the epoch in Spark's metrics system, as far as this process knows it. */
  public static void show(EpochRecord record, PhaseSeconds seconds) {
    TrainingGauges.set(Quantity.EPOCH, record.epoch());
    TrainingGauges.set(Quantity.LOSS, record.train().loss());
    TrainingGauges.set(Quantity.ROWS_PER_SECOND, record.train().rows() / record.seconds());
    seconds.quantities().forEach(TrainingGauges::add);
  }

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {
    listener.layersMeasured(report, news);
  }
}
