package org.lockstep.trainer.exchange;

import java.nio.ByteBuffer;

/**
 * The ranks of a run, each a process with some of the logical workers, that exchange bytes at the
 * same points of the same program. Not thread-safe: one thread a rank exchanges.
 */
public interface Exchange {

  /** This process's number, 0 … {@link #ranks} − 1. */
  int rank();

  /** How many processes take part, ≥ 1. */
  int ranks();

  /**
   * Sends every other rank its message and returns those that came from them. All ranks call this
   * the same number of times; it returns when this rank's messages are on their way and all others'
   * are here.
   *
   * @param messages one a rank, from position to limit, of any length; the buffers may be the same
   *     object's duplicates, and are the caller's again when this returns; the own one is not read
   * @return one a rank, to be read only, until the next call; the own one is empty
   * @throws ExchangeException if a rank is lost, fails or does not answer in time
   */
  ByteBuffer[] exchange(ByteBuffer[] messages);
}
