package org.lockstep.driver.job;

import java.util.Objects;
import org.lockstep.trainer.data.StreamSpec;

/**
 * That the rows are streamed in training, and not kept.
 *
 * @param order how they are cut into blocks and shuffled: part of the result
 * @param directory for the files, on a file system that every executor reaches, without influence
 *     on the result; empty for a temporary one of the driver's machine
 */
public record StreamChoice(StreamSpec order, String directory) {
  public StreamChoice {
    Objects.requireNonNull(order);
    Objects.requireNonNull(directory);
  }
}
