package org.lockstep.trainer.fused;

import java.util.Optional;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.training.TrainingResult;

/**
 * What became of one network of a {@link FusedTraining}.
 *
 * @param result what {@link TrainingRun#fit()} would have returned
 * @param failure what it would have thrown; there is either this or a result
 */
public record FusedOutcome(Optional<TrainingResult> result, Optional<DivergedException> failure) {

  static FusedOutcome of(TrainingResult result) {
    return new FusedOutcome(Optional.of(result), Optional.empty());
  }

  static FusedOutcome of(DivergedException failure) {
    return new FusedOutcome(Optional.empty(), Optional.of(failure));
  }
}
