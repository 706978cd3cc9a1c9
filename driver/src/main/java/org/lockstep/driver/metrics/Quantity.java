package org.lockstep.driver.metrics;

import java.util.Locale;

/** What is shown of the newest training in this process. */
public enum Quantity {
  /** Finished, counted from 1. */
  EPOCH,
  /** Under way, counted from 1 within the epoch; only where steps are made. */
  STEP,
  /** Of the training rows, in the last finished epoch. */
  LOSS,
  /** Training rows a second of the wall clock, in the last finished epoch. */
  ROWS_PER_SECOND,
  /** Since the process began. */
  COMPUTE_SECONDS,
  /** Since the process began. */
  MERGE_SECONDS,
  /** Since the process began. */
  WAIT_SECONDS,
  /** Since the process began: bookkeeping, hashing, telling the driver. */
  DRIVER_SECONDS;

  /** As in the metric's name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
