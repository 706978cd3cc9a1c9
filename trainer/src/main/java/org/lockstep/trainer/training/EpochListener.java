package org.lockstep.trainer.training;

import java.util.List;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/** Hears of every epoch as it ends, in the thread that trains. */
@FunctionalInterface
public interface EpochListener {

  /**
   * Called before each training of {@code RandomRestarts}, whose epochs follow.
   *
   * @param restart counted from 1
   * @param restarts how many there will be
   */
  default void restartBegan(int restart, int restarts) {}

  /**
   * Called once an epoch, after its validation.
   *
   * @param parameters the parameters after the epoch: live, to be read only and not to be kept
   */
  void epochFinished(EpochRecord record, float[] parameters);

  /**
   * Called for every step whose layers were measured, before {@link #epochFinished}; not if
   * watching is off.
   *
   * @param news what this report adds to what is known in words; mostly nothing
   */
  default void layersMeasured(LayerReport report, List<Finding> news) {
    // Not everybody who counts epochs looks at layers.
  }
}
