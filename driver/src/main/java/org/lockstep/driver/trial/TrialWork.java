package org.lockstep.driver.trial;

import java.io.Serializable;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * What a slot is asked to train.
 *
 * @param training its epochs are where this piece of the trial ends
 * @param threshold as the trial's job chooses it; tuned on the validation rows if it says so
 * @param metric whose curve is kept beside the losses
 * @param state to go on from, as {@link org.lockstep.trainer.state.TrainingStateBytes} writes it;
 *     of length 0 to begin
 * @param keepState whether the trial may go on later
 * @param curve whether somebody reads the scores of every epoch
 * @param judges whose scores are the answer
 */
public record TrialWork(
    NetworkSpec network,
    TrainingSpec training,
    ThresholdChoice threshold,
    String metric,
    byte[] state,
    boolean keepState,
    boolean curve,
    Split judges)
    implements Serializable {

  /** The length of a state that is none. */
  private static final int NONE = 0;

  boolean goesOn() {
    return state.length > NONE;
  }

  /**
   * Whether validation rows, if there are any, are scored after every epoch: for a reader, for
   * early stopping, for a schedule that waits for plateaus, or to choose among restarts. Without
   * any of these the parameters do not depend on those rows, and they are scored once, at the end.
   */
  boolean isWatched() {
    return curve
        || training.earlyStopping().enabled()
        || training.earlyStopping().restoreBest()
        || training.schedule().plateau().isPresent()
        || training.restarts() > 1;
  }
}
