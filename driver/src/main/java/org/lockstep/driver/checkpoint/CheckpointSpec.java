package org.lockstep.driver.checkpoint;

import java.io.Serializable;

/**
 * When checkpoints are written, where to, and how many stay.
 *
 * @param everyEpochs after every so many epochs; 0 for none
 * @param everySeconds also after so many seconds since the last, at the end of a step; 0 for none
 * @param keepLast how many of the newest stay, beside the best one, ≥ 1
 * @param directory a path or an address such as {@code hdfs://…}; empty for {@code checkpoints} in
 *     the run's directory
 */
public record CheckpointSpec(int everyEpochs, int everySeconds, int keepLast, String directory)
    implements Serializable {

  public CheckpointSpec {
    require("everyEpochs", everyEpochs, 0);
    require("everySeconds", everySeconds, 0);
    require("keepLast", keepLast, 1);
  }

  /** What a job has that says nothing: every 10 epochs, the last 3, in the run's directory. */
  public static CheckpointSpec byDefault() {
    return new CheckpointSpec(10, 0, 3, "");
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be >= %d. Received: %d".formatted(name, least, value));
    }
  }
}
