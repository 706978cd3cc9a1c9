package org.lockstep.driver.flow;

import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.trainer.training.EarlyStoppingSpec;

/** A winner trained anew where no rows are left to validate it. */
final class Refit {
  private Refit() {}

  /** For as many epochs as were behind the parameters that won, on average over the divisions. */
  static JobSpec of(JobSpec winner, Trial best) {
    int epochs = Math.max(1, best.bestEpoch());
    return winner.with(winner.training().with(epochs, EarlyStoppingSpec.none()));
  }
}
