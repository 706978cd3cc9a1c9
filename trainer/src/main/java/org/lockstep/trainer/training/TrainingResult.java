package org.lockstep.trainer.training;

import java.io.Serializable;
import java.util.List;
import org.lockstep.trainer.watching.Watched;

/**
 * The outcome of a run.
 *
 * @param parameters the best epoch's with {@code restoreBest}, else the last epoch's
 * @param history one record an epoch, in order
 * @param bestEpoch counted from 1; by the monitored quantity, without early stopping by {@code
 *     validation_loss} (by {@code loss} if there is no validation split)
 * @param score the monitored quantity of the epoch whose parameters these are
 * @param epochs how many were run
 * @param stopReason a sentence for people
 * @param watched what the layers' lengths said
 */
public record TrainingResult(
    float[] parameters,
    List<EpochRecord> history,
    int bestEpoch,
    double score,
    int epochs,
    String stopReason,
    Watched watched)
    implements Serializable {}
