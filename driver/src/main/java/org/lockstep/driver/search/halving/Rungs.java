package org.lockstep.driver.search.halving;

import java.util.stream.IntStream;

/**
 * The budgets at which trials are compared: ⌊R/η^K⌋, …, ⌊R/η⌋, R epochs, with the largest K for
 * which the first is at least the minimum.
 *
 * @param minEpochs of the first rung, ≥ 1
 * @param maxEpochs R of the last rung
 * @param eta η ≥ 2: one trial in η goes on
 */
public record Rungs(int minEpochs, int maxEpochs, int eta) {

  public Rungs {
    if (minEpochs < 1) {
      throw new IllegalArgumentException("minEpochs must be >= 1. Received: " + minEpochs);
    }
    if (maxEpochs < minEpochs) {
      throw new IllegalArgumentException(
          "maxEpochs must be >= minEpochs, %d. Received: %d".formatted(minEpochs, maxEpochs));
    }
    if (eta < 2) {
      throw new IllegalArgumentException("eta must be >= 2. Received: " + eta);
    }
  }

  /** The budget of each rung, ascending. */
  public int[] epochs() {
    return IntStream.iterate(maxEpochs, epochs -> epochs >= minEpochs, epochs -> epochs / eta)
        .sorted()
        .toArray();
  }

  /** K + 1. */
  public int count() {
    return epochs().length;
  }
}
