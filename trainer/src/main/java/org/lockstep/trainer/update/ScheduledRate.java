package org.lockstep.trainer.update;

import java.util.Optional;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * rate = learningRate·schedule(step)·plateau: the optimizer's rate as a training's schedule changes
 * it by the step and, if it watches for plateaus, by the epoch. Not thread-safe.
 */
public final class ScheduledRate implements LearningRate {
  private final TrainingSpec training;
  private final Optional<ReduceOnPlateau> plateau;
  private ReduceOnPlateau.State state = ReduceOnPlateau.State.start();

  public ScheduledRate(TrainingSpec training) {
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
  public void epochFinished(double value, boolean lowerIsBetter) {
    if (plateau.isPresent()) {
      state = plateau.get().after(state, value, lowerIsBetter);
    }
  }
}
