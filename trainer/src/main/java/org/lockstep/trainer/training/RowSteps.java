package org.lockstep.trainer.training;

/** Rows of a first kernel that make the steps of a log later. */
interface RowSteps {

  /** How many steps of the log the row has made. */
  int made(int row);
}
