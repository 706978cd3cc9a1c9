package org.lockstep.driver.barrier;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.lockstep.driver.loop.Phase;
import org.lockstep.driver.loop.PhaseClock;
import org.lockstep.trainer.exchange.Exchange;

/**
 * An exchange whose time is counted: as waiting while nothing came or went, otherwise as merging.
 */
final class MeteredExchange implements Exchange {
  private final Exchange exchange;
  private final LongSupplier idleNanos;
  private final PhaseClock clock;

  /**
   * @param idleNanos for how long in all the exchange has found nothing to do
   * @param clock of the thread that exchanges
   */
  MeteredExchange(Exchange exchange, LongSupplier idleNanos, PhaseClock clock) {
    this.exchange = exchange;
    this.idleNanos = idleNanos;
    this.clock = clock;
  }

  @Override
  public int rank() {
    return exchange.rank();
  }

  @Override
  public int ranks() {
    return exchange.ranks();
  }

  @Override
  public ByteBuffer[] exchange(ByteBuffer[] messages) {
    long idle = idleNanos.getAsLong();
    Phase before = clock.enter(Phase.MERGE);
    try {
      return exchange.exchange(messages);
    } finally {
      clock.enter(before);
      clock.move(Phase.MERGE, Phase.WAIT, idleNanos.getAsLong() - idle);
    }
  }
}
