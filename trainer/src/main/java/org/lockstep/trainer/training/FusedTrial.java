package org.lockstep.trainer.training;

import org.lockstep.trainer.network.NetworkSpec;

/**
 * One network of a {@link FusedTraining}.
 *
 * @param listener hears of its epochs alone
 */
public record FusedTrial(NetworkSpec network, TrainingSpec training, EpochListener listener) {}
