package org.lockstep.driver.job;

import org.lockstep.datasets.source.Outcome;
import org.lockstep.trainer.network.Task;

/** What is known of the task before the data are read. */
final class Tasks {
  private Tasks() {}

  /** The task, or one of the same losses and metrics: two classes and more have the same. */
  static Task like(Outcome outcome) {
    return switch (outcome) {
      case CLASS, NONE -> Task.MULTICLASS;
      case LABELS -> Task.MULTI_LABEL;
      case SHARES -> Task.DISTRIBUTION;
      case NUMBERS -> Task.REGRESSION;
      case RECONSTRUCTION -> Task.RECONSTRUCTION;
    };
  }
}
