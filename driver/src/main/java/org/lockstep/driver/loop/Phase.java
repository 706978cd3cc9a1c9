package org.lockstep.driver.loop;

/** What the thread that runs a program is doing. */
public enum Phase {
  /** Forward, backward, optimizer, scores; and adding gradients, where ranks do that themselves. */
  COMPUTE,
  /** Moving gradients and parameters between processes. */
  MERGE,
  /** Nothing, because another process is not as far; in a Spark job also its scheduling. */
  WAIT,
  /** Everything else: bookkeeping, hashing the weights, telling the driver. */
  DRIVER,
  /** Handing out the state of the training. */
  CHECKPOINT
}
