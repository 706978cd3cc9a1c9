package org.lockstep.trainer.update;

/** Rows of a first kernel that make the steps of a log later. */
public interface RowSteps {

  /** How many steps of the log the row has made. */
  int made(int row);
}
