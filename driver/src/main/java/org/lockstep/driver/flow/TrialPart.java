package org.lockstep.driver.flow;

import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;

/**
 * One training of a search: a trial's task on one division.
 *
 * @param job of the trial
 */
record TrialPart(Task task, int part, JobSpec job) {

  /** From its first epoch to the end of the task; nobody watches its layers. */
  TrainingSpec training() {
    return unwatched(job, task.toEpoch());
  }

  /** All epochs of a job, or the first of them. */
  static TrainingSpec unwatched(JobSpec job, int epochs) {
    return job.training().with(epochs, job.training().earlyStopping()).with(Watching.OFF);
  }

  /** For people. */
  String title() {
    return "trial %d, division %d: %s".formatted(task.trial(), part + 1, task.setting());
  }
}
