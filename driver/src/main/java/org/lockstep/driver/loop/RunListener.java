package org.lockstep.driver.loop;

import java.util.List;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/**
 * Hears on the driver of a program's epochs as they end, wherever the program runs, in the thread
 * that called {@link TrainingLoop#run}.
 */
public interface RunListener {

  /** As {@link org.lockstep.trainer.training.EpochListener#restartBegan}. */
  void restartBegan(int restart, int restarts);

  /**
   * Called once an epoch, after its validation.
   *
   * @param weightsSha256 of the parameters after the epoch
   * @param seconds where the time since the last epoch's end went
   */
  void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds);

  /** As {@link org.lockstep.trainer.training.EpochListener#layersMeasured}. */
  void layersMeasured(LayerReport report, List<Finding> news);

  /** Something that a person should know of how the run goes on. */
  void warn(String sentence);
}
