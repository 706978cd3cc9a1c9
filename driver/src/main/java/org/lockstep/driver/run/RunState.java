package org.lockstep.driver.run;

import java.util.Locale;

/** Where a run is. A run goes forward through them; the last three end it. */
public enum RunState {
  STARTING,
  READING,
  PREPARING,
  SEARCHING,
  TRAINING,
  EVALUATING,
  DONE,
  FAILED,
  STOPPED;

  /** The word in {@code status.json}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing follows this state. */
  public boolean ended() {
    return this == DONE || this == FAILED || this == STOPPED;
  }

  /**
   * The state with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunState of(String label) {
    for (RunState state : values()) {
      if (state.label().equals(label)) {
        return state;
      }
    }
    throw new IllegalArgumentException("state must be one of a run's states. Received: " + label);
  }
}
