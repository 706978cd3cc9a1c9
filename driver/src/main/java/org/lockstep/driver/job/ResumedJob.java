package org.lockstep.driver.job;

import java.util.List;

/**
 * What of a job may change while its training is interrupted: more epochs only add steps, and some
 * keys have no influence on any result.
 */
public final class ResumedJob {
  private static final List<String> WITHOUT_INFLUENCE =
      List.of(
          "name",
          "title",
          "training.loop",
          "training.watch",
          "training.checkpoint.",
          "training.stream.directory");

  private ResumedJob() {}

  /** The differences, as {@link JobDifference}, with which the results would be others. */
  public static List<String> changes(JobSpec there, JobSpec here) {
    return JobDifference.between(there, here).stream()
        .filter(difference -> WITHOUT_INFLUENCE.stream().noneMatch(key -> is(difference, key)))
        .filter(difference -> !(isExtended(there, here) && is(difference, "training.epochs")))
        .toList();
  }

  /** Whether there are more epochs to run than there were. */
  public static boolean isExtended(JobSpec there, JobSpec here) {
    return here.training().epochs() > there.training().epochs();
  }

  private static boolean is(String difference, String key) {
    return difference.startsWith(key.endsWith(".") ? key : key + " is ");
  }
}
