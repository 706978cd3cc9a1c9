package org.lockstep.driver.dryrun;

import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** Whether a job has anything that keeps a large network from learning its rows by heart. */
final class HeldBack {
  private HeldBack() {}

  /**
   * A penalty, a limit, dropout, noise, weight decay, or a stop when other rows get worse.
   *
   * @param validationRows without any there is nothing to stop by
   */
  static boolean is(NetworkSpec network, TrainingSpec training, long validationRows) {
    boolean stops = training.earlyStopping().enabled() && validationRows > 0;
    boolean noisy =
        network.layers().stream()
            .anyMatch(layer -> layer instanceof DropoutSpec || layer instanceof GaussianNoiseSpec);
    boolean penalised =
        network.dense().stream()
            .map(DenseSpec::regularizer)
            .anyMatch(each -> !each.equals(RegularizerSpec.none()));
    return stops || noisy || penalised || training.optimizer().weightDecay() > 0;
  }
}
