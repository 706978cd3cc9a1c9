package org.lockstep.trainer.transfer;

/** What becomes of the old network's output layer. */
public enum Head {
  /** Its columns are taken by label, where task and labels allow it; new labels get new columns. */
  KEEP,
  /** The new output layer starts anew. */
  REPLACE
}
