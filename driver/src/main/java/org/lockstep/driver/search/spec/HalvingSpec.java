package org.lockstep.driver.search.spec;

/**
 * Whether trials that do badly after few epochs are left behind.
 *
 * @param minEpochs after which trials are first compared, ≥ 1
 * @param eta one trial in so many goes on, ≥ 2
 */
public record HalvingSpec(Type type, int minEpochs, int eta) {

  /** When trials are compared. */
  public enum Type {
    /** Never: every trial runs to its end. */
    NONE,
    /** When all of a rung are in. */
    SUCCESSIVE,
    /** Successive halving, several times, with later and later first rungs. */
    HYPERBAND,
    /** Whenever a slot is free. */
    ASHA
  }

  public HalvingSpec {
    if (minEpochs < 1) {
      throw new IllegalArgumentException("minEpochs must be >= 1. Received: " + minEpochs);
    }
    if (eta < 2) {
      throw new IllegalArgumentException("eta must be >= 2. Received: " + eta);
    }
  }

  /** Whether any trial may be left behind. */
  public boolean halves() {
    return type != Type.NONE;
  }

  public static HalvingSpec none() {
    return new HalvingSpec(Type.NONE, 3, 3);
  }
}
