package org.lockstep.driver.barrier;

/** Where a rank's program is, for the message if it fails there. */
final class Place {
  private int epoch = -1;
  private int step;

  void at(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
  }

  /** {@code epoch 3, step 17}, both counted from 1; empty before the first step. */
  String words() {
    return epoch < 0 ? "" : "epoch %d, step %d".formatted(epoch + 1, step + 1);
  }
}
