package org.lockstep.driver.run;

/** What is done with a run directory that holds a run already. */
public enum Existing {
  /** Another directory must be chosen. */
  REFUSED,
  /** The same job's run goes on from its newest checkpoint, or starts anew where there is none. */
  RESUMED,
  /** It goes on although the job, or its data, have changed: the user wants it so. */
  FORCED
}
