package org.lockstep.driver.exchange.wire;

/** Who may come in, as far as the number goes; the token is checked apart. */
public interface Gate {
  /** Why the place cannot be taken, or {@link Refusal#NONE}. */
  Refusal check(Introduction introduction);
}
