package org.lockstep.driver.exchange;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long and how much the sides of an attempt wait and take. Travels in the tasks' closures.
 *
 * @param start from the tracker's start until the first task joins
 * @param join from the first task's joining until all have; then also until the mesh stands
 * @param handshake for one caller to prove who it is
 * @param silence without a byte from a rank that owes one, until it counts as lost
 * @param grace from the first failure until its cause is decided, unless all have spoken before, so
 *     that a rank's own report can overtake its neighbours' "connection lost"
 * @param maxMessageBytes of one rank's message to another in one exchange
 */
public record ExchangeLimits(
    Duration start,
    Duration join,
    Duration handshake,
    Duration silence,
    Duration grace,
    int maxMessageBytes)
    implements Serializable {
  private static final int GIGABYTE = 1 << 30;

  /** Minutes to start, one to join, 5 s a handshake, 60 s of silence, 1.5 s of grace, 1 GiB. */
  public static final ExchangeLimits DEFAULTS =
      new ExchangeLimits(
          Duration.ofMinutes(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMillis(1500),
          GIGABYTE);

  public ExchangeLimits {
    positive("start", start);
    positive("join", join);
    positive("handshake", handshake);
    positive("silence", silence);
    positive("grace", grace);
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "maxMessageBytes must be >= 1. Received: " + maxMessageBytes);
    }
  }

  /** The grace after a task's line has broken without a word: what others say is on its way. */
  Duration graceAfterLoss() {
    return grace.dividedBy(6);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be > 0 s. Received: " + value);
    }
  }

  /** The same with another silence. */
  public ExchangeLimits withSilence(Duration other) {
    return new ExchangeLimits(start, join, handshake, other, grace, maxMessageBytes);
  }

  /** The same with other times to start and to join. */
  public ExchangeLimits withStartAndJoin(Duration otherStart, Duration otherJoin) {
    return new ExchangeLimits(otherStart, otherJoin, handshake, silence, grace, maxMessageBytes);
  }
}
