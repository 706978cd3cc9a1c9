package org.lockstep.trainer.training;

import java.util.Optional;
import org.lockstep.trainer.schedule.ReduceOnPlateau;

/**
 * rate = learningRate·schedule(step)·plateau: the optimizer's rate as a training's schedule changes
 * it by the step and, if it watches for plateaus, by the epoch. Not thread-safe.
 */
final class ScheduledRate implements LearningRate {
  private final TrainingSpec training;
  private final Optional<ReduceOnPlateau> plateau;
  private ReduceOnPlateau.State state = ReduceOnPlateau.State.start();

  ScheduledRate(TrainingSpec training) {
    this.training = training;
    this.plateau = training.schedule().plateau();
  }

  @Override
  public double at(long step) {
    return training.optimizer().learningRate()
        * training.schedule().factorAt(step)
        * state.factor();
  }

  /** Hears of the monitored quantity after an epoch; the next epoch's rate may be lower. */
  void epochFinished(double value, boolean lowerIsBetter) {
    if (plateau.isPresent()) {
      state = plateau.get().after(state, value, lowerIsBetter);
    }
  }
}
