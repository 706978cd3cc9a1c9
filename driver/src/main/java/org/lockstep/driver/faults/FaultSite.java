package org.lockstep.driver.faults;

/** Where in a rank's program a fault can strike; places of a kind are counted from 1. */
public enum FaultSite {
  /** Before the gradient of a step or a round of own steps, evaluations not counted. */
  STEP,
  /** Before an exchange with the other ranks; a step has two, so odd ones stand mid-merge. */
  MERGE,
  /** While rank 0 sends a state to the driver: all but the end of it is on its way. */
  STATE
}
