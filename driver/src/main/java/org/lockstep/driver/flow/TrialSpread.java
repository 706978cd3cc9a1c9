package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.trial.TrialReport;

/** How a training of a search runs on the cluster. */
interface TrialSpread {

  /** Whether each slot trains whole trials. */
  boolean wholeTrials();

  /** How many trainings run at once. */
  int atOnce();

  /**
   * Refuses what no slot could begin.
   *
   * @throws org.lockstep.datasets.check.DataException if the job does not go with the rows
   */
  void requireTrainable(TrialPart part, DivisionRows.Prepared rows);

  /** Why trainings on a division should not be trained together; empty if they should. */
  Optional<String> apart(List<TrialPart> parts, DivisionRows.Prepared rows);

  /**
   * Trains each to the end of its task, one after the other, and waits for them.
   *
   * @param parts of one division; at least one
   * @return one a part, in their order
   */
  List<TrialReport> trainInTurn(List<TrialPart> parts, DivisionRows.Prepared rows)
      throws IOException;

  /** The same at once, if they need not be {@link #apart}. */
  List<TrialReport> trainTogether(List<TrialPart> parts, DivisionRows.Prepared rows);

  /**
   * Trains from the trial's first epoch to the end of the task with the validation rows scored
   * after every epoch, and waits for it.
   */
  TrialReport trainWatched(TrialPart part, DivisionRows.Prepared rows);

  /**
   * Trains on the training rows alone, scores the test rows, and waits for it.
   *
   * @param title for people
   */
  TrialReport trainTested(JobSpec job, DivisionRows.Prepared rows, String title);

  /** Ends what is under way. */
  void cancel();
}
