package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lockstep.trainer.exchange.ExchangeException;
import org.lockstep.trainer.exchange.Inbox;
import org.lockstep.trainer.step.Wish;

/** What came from another rank, little endian, and as long as it must be. */
final class Received {
  private static final Wish[] WISHES = Wish.values();

  private Received() {}

  /** A message of any length, little endian. */
  static ByteBuffer of(ByteBuffer[] received, int rank) {
    return received[rank].order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A message that must have so many bytes.
   *
   * @throws ExchangeException if it has not
   */
  static ByteBuffer of(ByteBuffer[] received, int rank, long bytes) {
    requireLength(received, rank, bytes);
    return of(received, rank);
  }

  /**
   * The same, opened in an inbox.
   *
   * @throws ExchangeException if it has not
   */
  static ByteBuffer of(Inbox inbox, ByteBuffer[] received, int rank, long bytes) {
    requireLength(received, rank, bytes);
    return inbox.open(rank, received[rank]);
  }

  private static void requireLength(ByteBuffer[] received, int rank, long bytes) {
    if (received[rank].remaining() != bytes) {
      throw new ExchangeException(
          rank,
          "a message of rank %d must have %,d bytes. Received: %,d"
              .formatted(rank, bytes, received[rank].remaining()),
          null);
    }
  }

  /**
   * That so many bytes are left in a rank's message.
   *
   * @throws ExchangeException if they are not
   */
  static void require(ByteBuffer in, int rank, long bytes) {
    if (bytes < 0 || in.remaining() < bytes) {
      throw new ExchangeException(
          rank,
          "a message of rank %d must have %,d bytes more. Received: %,d"
              .formatted(rank, bytes, in.remaining()),
          null);
    }
  }

  /** The wish that comes next in a message. */
  static Wish wish(ByteBuffer in, int rank) {
    int wish = in.getInt();
    if (wish < 0 || wish >= WISHES.length) {
      throw wrong(rank, new IllegalArgumentException("there is no wish " + wish));
    }
    return WISHES[wish];
  }

  /**
   * After a message was read.
   *
   * @throws ExchangeException if there is more
   */
  static void requireEnd(ByteBuffer in, int rank) {
    if (in.hasRemaining()) {
      throw wrong(rank, new IllegalArgumentException(in.remaining() + " bytes are too many"));
    }
  }

  /** A message is not what it must be at this point of the program. */
  static ExchangeException wrong(int rank, RuntimeException cause) {
    return new ExchangeException(
        rank, "the message of rank %d is not this step's: %s".formatted(rank, cause), cause);
  }
}
