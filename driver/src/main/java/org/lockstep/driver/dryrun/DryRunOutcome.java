package org.lockstep.driver.dryrun;

import java.util.List;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * What a dry run found.
 *
 * @param splitRows training, validation and test rows
 * @param labels none for numbers
 * @param memory what training takes, beside Spark
 * @param stepsPerEpoch of the whole job
 */
public record DryRunOutcome(
    DataOrigin data,
    List<Long> splitRows,
    List<String> labels,
    int features,
    NetworkSpec network,
    Memory memory,
    long stepsPerEpoch,
    TwoSteps twoSteps,
    OneBatch oneBatch) {
  public DryRunOutcome {
    splitRows = List.copyOf(splitRows);
    labels = List.copyOf(labels);
  }

  /** Seconds of an epoch in one thread, by the steps of the batch that was learned. */
  public double epochSeconds() {
    return stepsPerEpoch * oneBatch.stepSeconds();
  }
}
