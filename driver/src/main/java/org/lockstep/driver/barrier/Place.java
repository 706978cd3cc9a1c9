package org.lockstep.driver.barrier;

import org.lockstep.driver.metrics.Quantity;
import org.lockstep.driver.metrics.TrainingGauges;

/** Where a rank's program is: for the metrics, and for the message if it fails there. */
final class Place {
  private int epoch = -1;
  private int step;

  void at(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
    TrainingGauges.set(Quantity.STEP, step + 1);
  }

  /** {@code epoch 3, step 17}, both counted from 1; empty before the first step. */
  String words() {
    return epoch < 0 ? "" : "epoch %d, step %d".formatted(epoch + 1, step + 1);
  }
}
