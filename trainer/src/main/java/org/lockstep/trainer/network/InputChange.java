package org.lockstep.trainer.network;

import org.lockstep.trainer.data.MiniBatch;

/** What a layer before the first dense one does to a mini-batch in training, in place. */
interface InputChange {
  void change(MiniBatch batch, StepKey key);
}
