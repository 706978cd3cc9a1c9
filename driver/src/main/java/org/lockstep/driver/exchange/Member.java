package org.lockstep.driver.exchange;

/**
 * A task that has joined, as the driver's messages name it.
 *
 * @param rank or −1 while there is no roster
 */
public record Member(int rank, int partition, String host) {
  /** {@code rank 1 on 10.0.0.7 (partition 3)}. */
  public String title() {
    return (rank < 0 ? "a task" : "rank " + rank)
        + " on "
        + host
        + " (partition "
        + partition
        + ")";
  }
}
