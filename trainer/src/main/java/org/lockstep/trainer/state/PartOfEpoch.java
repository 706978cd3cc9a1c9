package org.lockstep.trainer.state;

/**
 * The steps that an unfinished epoch has made.
 *
 * @param step how many; 0 between two epochs
 * @param totals of their rows, as {@code TotalsWire} writes them, little-endian; empty for no steps
 * @param seconds that they took
 */
public record PartOfEpoch(int step, byte[] totals, double seconds) {

  /** Between two epochs. */
  public static PartOfEpoch none() {
    return new PartOfEpoch(0, new byte[0], 0);
  }
}
