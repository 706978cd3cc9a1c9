package org.lockstep.driver.run;

import java.io.IOException;

/**
 * Someone who tells others of a run, out of its directory's tables. Called in one thread that is
 * not the run's; what it cannot do is said once and is no failure of the run.
 */
public interface Follower {

  /** For people, in a warning. */
  String name();

  /** Tells what has come since the last call. */
  void follow() throws IOException;

  /**
   * Tells the rest, and lets go.
   *
   * @param done whether the run ended well
   */
  void ended(boolean done) throws IOException;
}
