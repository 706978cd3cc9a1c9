package org.lockstep.driver.baseline;

/** Which simpler models are trained beside a network. */
public enum BaselineChoice {
  NONE,
  /** Those that need a pass or two over the rows: a constant, and naive Bayes or least squares. */
  QUICK,
  /** Also those that iterate, which may take longer than the network. */
  ALL
}
