package org.lockstep.driver.job;

import java.util.List;

/**
 * What of a job may change while its training is interrupted: more epochs only add steps, more
 * trials only follow those before them, and some keys have no influence on any result.
 */
public final class ResumedJob {
  private static final List<String> WITHOUT_INFLUENCE =
      List.of(
          "name",
          "title",
          "training.loop",
          "training.watch",
          "training.checkpoint.",
          "search.spread.",
          "report.",
          "training.stream.directory");

  private ResumedJob() {}

  /** The differences, as {@link JobDifference}, with which the results would be others. */
  public static List<String> changes(JobSpec there, JobSpec here) {
    return JobDifference.between(there, here).stream()
        .filter(difference -> WITHOUT_INFLUENCE.stream().noneMatch(key -> is(difference, key)))
        .filter(difference -> !(hasMoreEpochs(there, here) && is(difference, "training.epochs")))
        .filter(difference -> !(hasMoreTrials(there, here) && is(difference, "search.trials")))
        .toList();
  }

  /** Whether there are more epochs to run, or more settings to try, than there were. */
  public static boolean isExtended(JobSpec there, JobSpec here) {
    return hasMoreEpochs(there, here) || hasMoreTrials(there, here);
  }

  /** Of a search they would be those of every trial. */
  private static boolean hasMoreEpochs(JobSpec there, JobSpec here) {
    return here.search().isEmpty() && here.training().epochs() > there.training().epochs();
  }

  /** Rungs have their places by the number of trials: such a search would have gone another way. */
  private static boolean hasMoreTrials(JobSpec there, JobSpec here) {
    return here.search().isPresent()
        && there.search().isPresent()
        && !here.search().get().halving().halves()
        && here.search().get().trials() > there.search().get().trials();
  }

  private static boolean is(String difference, String key) {
    return difference.startsWith(key.endsWith(".") ? key : key + " is ");
  }
}
