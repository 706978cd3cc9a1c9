package org.lockstep.driver.flow;

import java.io.IOException;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.TrialReport;

/** How a training of a search runs on the cluster. */
interface TrialSpread {

  /** Whether each slot trains whole trials. */
  boolean wholeTrials();

  /** How many trainings run at once. */
  int atOnce();

  /** Trains to the end of the task, and waits for it. */
  TrialReport train(Task task, int part, JobSpec job, DivisionRows.Prepared rows)
      throws IOException;

  /** Ends what is under way. */
  void cancel();
}
