package org.lockstep.driver.exchange.wire;

/** What a frame carries; the ordinal travels. */
public enum FrameKind {
  /** Task to tracker: who it is. */
  JOIN,
  /** Task to tracker: a part of a report. */
  REPORT,
  /** Task to tracker: it failed. */
  FAILURE,
  /** Task to tracker: it is done, and will leave. */
  FINISHED,
  /** Tracker to task: all have joined. */
  ROSTER,
  /** Tracker to task: save a checkpoint. */
  SAVE,
  /** Tracker to task: save a checkpoint and stop. */
  STOP,
  /** Tracker to task: give up, with the reason. */
  ABORT,
  /** Rank to rank: a message of an exchange. */
  MESSAGE
}
