package org.lockstep.driver.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.metric.Scores;

/**
 * The exact synchronous training of a job whose workers step on their own, for comparison.
 *
 * @param splits its final scores by split, as those of the run
 * @param bestEpoch counted from 1
 * @param epochs how many were run
 * @param modelSha256 of its parameters, as of the run's
 * @param seconds wall clock of the training
 */
public record ExactRun(
    Map<Split, Scores> splits, int bestEpoch, int epochs, String modelSha256, double seconds) {

  public ExactRun {
    splits = new LinkedHashMap<>(splits);
  }
}
