package org.lockstep.trainer.fused;

import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * One network of a {@link FusedTraining}.
 *
 * @param listener hears of its epochs alone
 */
public record FusedTrial(NetworkSpec network, TrainingSpec training, EpochListener listener) {}
