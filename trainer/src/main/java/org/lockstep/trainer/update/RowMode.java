package org.lockstep.trainer.update;

/**
 * How one process updates the rows of a first layer with sparse input. All choices give the same
 * bits; a lazy optimizer, which gives others, is a choice of the job, not of the process.
 */
public enum RowMode {
  /** Deferred where that is exact and a step leaves many rows untouched, else dense. */
  AUTOMATIC,
  /** Every row in every step. */
  DENSE,
  /** Rows make up for missed steps when they are needed; an error where that is not exact. */
  DEFERRED
}
