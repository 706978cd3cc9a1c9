package org.lockstep.trainer.training;

import java.io.Serializable;
import org.lockstep.trainer.metric.Scores;

/**
 * What one epoch brought.
 *
 * @param epoch counted from 1
 * @param seconds of the wall clock, validation included
 * @param learningRate of the epoch's last step
 * @param objective {@code train.loss()} + the penalties l1·Σ|w| + l2·Σw² of the parameters after
 *     the epoch
 * @param validationObjective {@code validation.loss()} + the same penalty; NaN without validation
 * @param train running scores, as Keras': every row under the parameters it was trained with,
 *     dropout included
 * @param validation scores under the parameters after the epoch; of 0 rows, all NaN, if there is no
 *     validation split
 * @param best whether it is the best epoch so far by the monitored quantity
 */
public record EpochRecord(
    int epoch,
    double seconds,
    double learningRate,
    double objective,
    double validationObjective,
    Scores train,
    Scores validation,
    boolean best)
    implements Serializable {

  public EpochRecord asBest() {
    return new EpochRecord(
        epoch, seconds, learningRate, objective, validationObjective, train, validation, true);
  }
}
