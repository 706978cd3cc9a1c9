package org.lockstep.trainer.transfer;

/**
 * Where the numbers of a slice come from.
 *
 * @param name of the new network's slice
 * @param from the old network's slice; empty if it starts anew
 * @param rows that were taken: of a first kernel the features that both know
 * @param columns that were taken: of an output layer the labels that both know
 */
public record TakenSlice(String name, String from, int rows, int columns) {
  boolean isNew() {
    return from.isEmpty();
  }
}
