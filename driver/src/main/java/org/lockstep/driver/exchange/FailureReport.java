package org.lockstep.driver.exchange;

import java.nio.ByteBuffer;
import org.lockstep.driver.exchange.wire.MessageReader;
import org.lockstep.driver.exchange.wire.MessageWriter;
import org.lockstep.driver.exchange.wire.ProtocolException;
import org.lockstep.trainer.exchange.ExchangeException;

/**
 * What a task says when it fails.
 *
 * @param kind whether it is the task's own failure
 * @param blamed the rank that a {@link Kind#BLAMES} points at, else −1
 * @param exception class name
 * @param message may be empty
 * @param where the task was, in its own words ("epoch 3, step 17")
 */
public record FailureReport(Kind kind, int blamed, String exception, String message, String where) {
  private static final int MAX_NAME_BYTES = 512;
  private static final int MAX_MESSAGE_BYTES = 8192;

  /** Whose failure it is. */
  public enum Kind {
    /** The task's own. */
    OWN,
    /** Another rank was lost or silent, or did not keep to the protocol. */
    BLAMES,
    /** The task was told to give up. */
    CANCELLED
  }

  /**
   * @param rank the task's own; an exchange that blames it was cancelled
   * @param cancelled whether the task had been told to give up before
   */
  static FailureReport of(Throwable thrown, String where, int rank, boolean cancelled) {
    Throwable at = thrown;
    while (at != null && !(at instanceof ExchangeException)) {
      at = at.getCause();
    }
    int blamed = at instanceof ExchangeException lost ? lost.rank() : -1;
    Kind kind = cancelled || blamed == rank ? Kind.CANCELLED : blamed >= 0 ? Kind.BLAMES : Kind.OWN;
    Throwable told = at == null ? thrown : at;
    String message = told.getMessage() == null ? "" : told.getMessage();
    return new FailureReport(kind, blamed, told.getClass().getName(), message, where);
  }

  ByteBuffer encode() {
    return new MessageWriter()
        .number(kind.ordinal())
        .number(blamed)
        .text(exception, MAX_NAME_BYTES)
        .text(message, MAX_MESSAGE_BYTES)
        .text(where, MAX_NAME_BYTES)
        .message();
  }

  static FailureReport decode(ByteBuffer message) throws ProtocolException {
    MessageReader in = new MessageReader(message);
    Kind kind = Kind.values()[in.number("kind of failure", 0, Kind.values().length - 1)];
    FailureReport report =
        new FailureReport(
            kind,
            in.number("blamed rank", -1, Join.MAX_TASKS),
            in.text("exception", MAX_NAME_BYTES),
            in.text("message", MAX_MESSAGE_BYTES),
            in.text("place", MAX_NAME_BYTES));
    in.end();
    return report;
  }
}
