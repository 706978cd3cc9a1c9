package org.lockstep.driver.exchange.wire;

/**
 * Who calls whom; both sides prove it together with the token.
 *
 * @param from the caller's partition or rank
 * @param to the rank that is called, or {@link #DRIVER}
 */
public record Introduction(Role role, int from, int to) {
  /** The tracker's number where ranks have theirs. */
  public static final int DRIVER = -1;

  /** What the caller wants to be. */
  public enum Role {
    /** A task that joins the tracker; {@code from} is its partition. */
    TASK,
    /** A rank that joins the mesh; {@code from} is its rank. */
    RANK
  }
}
