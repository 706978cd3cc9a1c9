package org.lockstep.driver.job;

import org.lockstep.trainer.transfer.Head;

/**
 * A trained network that a training starts from.
 *
 * @param from the directory of a run, a model, or a Spark ML model of ours
 * @param head what becomes of its output layer
 */
public record WarmStartChoice(String from, Head head) {

  public WarmStartChoice {
    if (from.isBlank()) {
      throw new IllegalArgumentException("from must name a directory. Received: \"\"");
    }
  }
}
