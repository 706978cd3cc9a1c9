package org.lockstep.driver.reproduce;

import java.io.IOException;

/** One experiment of the lecture: trainings, their figures, and what they should show. */
interface Experiment {
  /** One word: on the command line and of its file. */
  String name();

  /**
   * Runs it.
   *
   * @throws org.lockstep.datasets.check.DataException if its data are not there
   */
  Outcome run(Lab lab) throws IOException;
}
