package org.lockstep.driver.plan;

/**
 * The network between executors: every message costs its sender and receiver a fixed time, its
 * bytes pass the sender's card and then the receiver's, and the first byte is on its way for the
 * latency. This is Hockney's α + m/β (R. Hockney, "The communication challenge for MPP", Parallel
 * Computing 20, 1994) with the overhead o of LogP (Culler et al., PPoPP 1993) and a card on each
 * side that does one message at a time (LogGP's gap, Alexandrov et al., SPAA 1995).
 *
 * @param latencySeconds L, from one process to another
 * @param bytesPerSecond β, of a card in each direction
 * @param messageSeconds o, of processor time a message, sending and receiving together
 */
public record Link(double latencySeconds, double bytesPerSecond, double messageSeconds) {

  public Link(Bandwidth bandwidth, Latency latency, double messageSeconds) {
    this(latency.seconds(), bandwidth.bytesPerSecond(), messageSeconds);
  }

  /**
   * Seconds in which each of n ranks that begin together sends every other one a message of m
   * bytes, the next rank first: L + (n − 1)·(o + m/β). All cards are busy all the time and no
   * message waits for another's, so no order is faster; Thakur, Rabenseifner and Gropp (Int. J.
   * High Performance Computing Applications 19, 2005) have the same bandwidth term for any
   * all-gather and trade the (n − 1)·o for ⌈log₂ n⌉·L only by sending bytes on through others.
   */
  public double exchangeSeconds(int ranks, double messageBytes) {
    if (ranks == 1) {
      return 0;
    }
    return latencySeconds + (ranks - 1) * occupiedSeconds(messageBytes);
  }

  /** Seconds for which a message keeps its sender: o + m/β. */
  double occupiedSeconds(double messageBytes) {
    return messageSeconds + transferSeconds(messageBytes);
  }

  /** Seconds for which a message's bytes keep a card: m/β. */
  double transferSeconds(double messageBytes) {
    return messageBytes / bytesPerSecond;
  }
}
