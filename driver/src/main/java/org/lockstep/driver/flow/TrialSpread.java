package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

  /** Why trainings on a division should not be one; empty if they should. */
  default Optional<String> apart(List<Training> trainings, DivisionRows.Prepared rows) {
    return Optional.of("each trial is spread over the cluster");
  }

  /**
   * Trains several together, and waits for them.
   *
   * @param trainings that need not be {@link #apart}
   * @return one a training, in their order
   */
  default List<TrialReport> train(List<Training> trainings, int part, DivisionRows.Prepared rows) {
    throw new UnsupportedOperationException("trainings over the cluster are apart");
  }

  /** A task and the job that it trains. */
  record Training(Task task, JobSpec job) {}

  /**
   * Trains a trial from its first epoch to the end of the task with the validation rows scored
   * after every epoch, and waits for it.
   */
  TrialReport trainWatched(Task task, int part, JobSpec job, DivisionRows.Prepared rows)
      throws IOException;

  /**
   * Trains on the training rows alone, scores the test rows, and waits for it.
   *
   * @param title for people
   */
  TrialReport trainTested(JobSpec job, DivisionRows.Prepared rows, String title);

  /** Ends what is under way. */
  void cancel();
}
