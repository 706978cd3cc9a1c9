package org.lockstep.driver.ml;

import java.util.List;
import org.apache.spark.ml.classification.TrainingSummary;
import org.lockstep.driver.ml.fit.NetworkTraining;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import scala.Option;

/** How a fit went, epoch by epoch. */
public final class LockstepTrainingSummary implements TrainingSummary {
  private final TrainingResult result;
  private final List<SelfTrainingRound> rounds;

  LockstepTrainingSummary(TrainingResult result) {
    this(result, List.of());
  }

  private LockstepTrainingSummary(TrainingResult result, List<SelfTrainingRound> rounds) {
    this.result = result;
    this.rounds = List.copyOf(rounds);
  }

  /** A model with the summary of the fit that it came from. */
  static <M extends NetworkModel> M given(M model, NetworkTraining.Trained trained) {
    model.setSummary(Option.apply(new LockstepTrainingSummary(trained.outcome().best())));
    return model;
  }

  LockstepTrainingSummary withRounds(List<SelfTrainingRound> rounds) {
    return new LockstepTrainingSummary(result, rounds);
  }

  /** The teacher and its students, in order; empty but for self-training. */
  public List<SelfTrainingRound> rounds() {
    return rounds;
  }

  /** Loss with penalties of the training rows as they were seen, one number an epoch. */
  @Override
  public double[] objectiveHistory() {
    return result.history().stream().mapToDouble(EpochRecord::objective).toArray();
  }

  /** How many epochs were run. */
  @Override
  public int totalIterations() {
    return result.epochs();
  }

  /** Losses, metrics, rate and seconds of each epoch. */
  public List<EpochRecord> history() {
    return result.history();
  }

  /** Counted from 1. */
  public int bestEpoch() {
    return result.bestEpoch();
  }

  /** A sentence for people. */
  public String stopReason() {
    return result.stopReason();
  }
}
